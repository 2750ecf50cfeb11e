"""Who may ask: names, origins, tokens, sizes; and what stands on every answer."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient
from tests.serve.conftest import PORT

from skypact.serve.app import Rooms, application
from skypact.serve.security import HEADERS, MOST_BYTES, Door, is_loopback

TOKEN = "a-token-of-some-length"


@pytest.mark.parametrize("host", [f"127.0.0.1:{PORT}", f"localhost:{PORT}", f"LOCALHOST:{PORT}", f"[::1]:{PORT}"])
def test_its_own_names_are_answered(client: TestClient, host: str) -> None:
    """Those of this machine, at this port."""
    assert client.get("/api/schema", headers={"host": host}).status_code == 200


@pytest.mark.parametrize("host", ["evil.example", f"evil.example:{PORT}", "127.0.0.1", "127.0.0.1:1", "", "a b",
                                  f"127.0.0.1:{PORT}@x", f"127.0.0.1.evil.example:{PORT}",
                                  f"192.168.0.1:{PORT}", "[::1", f"127.0.0.1:{PORT}/"])  # fmt: skip
def test_other_names_are_refused(client: TestClient, host: str) -> None:
    """A name elsewhere may be made to point here (DNS rebinding)."""
    answer = client.get("/api/results", headers={"host": host})
    assert answer.status_code == 403
    assert "a-1-5" not in answer.text


@pytest.mark.parametrize("origin", ["http://evil.example", "null", f"http://127.0.0.1:{PORT}.evil.example",
                                    "http://127.0.0.1:1", f"http://localhost:{PORT}", "", "file://"])  # fmt: skip
def test_pages_from_elsewhere_may_not_ask(client: TestClient, origin: str) -> None:
    """Whatever they ask."""
    for method, path in (("GET", "/"), ("GET", "/api/results"), ("POST", "/api/jobs"), ("DELETE", "/api/jobs/x")):
        assert client.request(method, path, headers={"origin": origin}).status_code == 403


def test_its_own_pages_may_ask(client: TestClient) -> None:
    """Their origin is the host that they ask."""
    own = {"origin": f"http://127.0.0.1:{PORT}", "sec-fetch-site": "same-origin"}
    assert client.post("/api/check", headers=own, json={"yaml": "a: 1"}).status_code == 200


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_the_browser_tells_who_is_behind(client: TestClient, site: str) -> None:
    """A link from elsewhere may open a page, but reads no data and starts nothing."""
    headers = {"sec-fetch-site": site}
    assert client.get("/", headers=headers).status_code == 200
    assert client.get("/api/results", headers=headers).status_code == 403
    assert client.post("/api/jobs", headers=headers, json={}).status_code == 403


@pytest.mark.parametrize("path", ["/", "/api/results", "/api/none", "/none", "/web/none", "/report/a-1-5"])
def test_every_answer_has_the_headers(client: TestClient, path: str) -> None:
    """Errors and refusals too."""
    for headers in ({}, {"host": "evil.example"}):
        answer = client.get(path, headers=headers)
        assert {name for name in HEADERS if name not in answer.headers} == set()
        assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
        assert "access-control-allow-origin" not in answer.headers


def test_bodies_are_limited(client: TestClient) -> None:
    """By what a request says of itself, and by what then comes."""
    assert client.post("/api/check", json={"yaml": "a" * MOST_BYTES}).status_code == 413
    headers = {"content-type": "application/json"}
    parts = (b"a" * 100_000 for _ in range(11))  # sent in chunks, without a length
    answer = client.post("/api/check", content=parts, headers=headers)
    assert (answer.status_code, answer.json()["error"]["message"]) == (413, f"more than {MOST_BYTES:,} bytes")
    for length in (b"-1", b"1e9", b"\xb2", b"1" * 30):  # a superscript two is a digit to Python
        sent = {b"content-type": b"application/json", b"content-length": length}
        assert client.post("/api/check", content=b"{}", headers=sent).status_code in (400, 413)
    assert client.get("/api/results?" + "a" * 3000).status_code == 400


def asking(rooms: Rooms, door: Door, host: str = "defence.example:80") -> TestClient:
    """Return somebody without a token."""
    return TestClient(application(rooms, door), base_url=f"http://{host}", follow_redirects=False)


def test_beyond_this_machine_a_token_is_needed(rooms: Rooms) -> None:
    """In a header, or once in the address, which makes a cookie of it."""
    door = Door("0.0.0.0", 80, TOKEN)
    one = asking(rooms, door)
    for path in ("/", "/api/results", "/web/home.js", "/report/a-1-5", "/?token=wrong", "/?token="):
        assert one.get(path).status_code == 401, path
    for bearer in ("Bearer wrong", f"Basic {TOKEN}", TOKEN, "Bearer", "Bearer \u00e9"):
        assert one.get("/api/results", headers={"authorization": bearer.encode()}).status_code == 401
    assert one.get("/api/results", headers={"authorization": f"Bearer {TOKEN}"}).status_code == 200
    moved = one.get(f"/view/a-1-5?x=1&token={TOKEN}")
    assert (moved.status_code, moved.headers["location"]) == (303, "/view/a-1-5?x=1")
    cookie = moved.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert one.get("/api/results").status_code == 200  # the client kept its cookie
    assert asking(rooms, door).post(f"/api/jobs?token={TOKEN}", json={}).status_code == 401


def test_a_token_does_not_lead_elsewhere(rooms: Rooms) -> None:
    """An address that begins with two slashes is another host to a browser."""
    moved = asking(rooms, Door("0.0.0.0", 80, TOKEN)).get(f"http://defence.example//evil.example/?token={TOKEN}")
    assert moved.headers["location"] == "/evil.example/"


def test_a_token_on_this_machine_is_asked_for_too(rooms: Rooms) -> None:
    """Other people may have accounts on it."""
    one = asking(rooms, Door("127.0.0.1", PORT, TOKEN), f"127.0.0.1:{PORT}")
    assert one.get("/").status_code == 401
    assert one.get("/", headers={"authorization": f"bearer {TOKEN}"}).status_code == 200


@pytest.mark.parametrize(("host", "own"), [("127.0.0.1", True), ("127.8.8.8", True), ("::1", True),
                                           ("localhost", True), ("0.0.0.0", False), ("::", False),
                                           ("192.168.1.2", False), ("127.0.0.1.example", False),
                                           ("", False)])  # fmt: skip
def test_what_this_machine_is(host: str, own: bool) -> None:
    """Every address of 127/8, and ::1."""
    assert is_loopback(host) is own
