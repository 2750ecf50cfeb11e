"""Whatever is asked: never a fault of the program, never a traceback, never a byte from outside the run folder."""

from __future__ import annotations

import json

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient
from tests.serve.conftest import PORT, SECRET

FUZZ = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
PIECES = st.sampled_from([
    "..", ".", "", "%2e%2e", "%2f", "..%2f", "%00", "secret", "linked", "links-inside", "a-1-5", "report.html", "etc",
    "passwd", "\\", "..\\", "C:", "~", "%", "%ff", "é", "api", "results", "view", "report", "web", "home.js", "edit",
    "a" * 300,
    "skypact.json", "logs", "%252e%252e", "//", ";", "*", "?", "#", "'", "\"", "<script>",
])  # fmt: skip
PATHS = st.builds(
    lambda head, parts: head + "/".join(parts),
    st.sampled_from(["/", "/report/", "/view/", "/web/", "/explore/", "/api/results/", "/api/scenarios/",
                     "/api/jobs/"]),
    st.lists(PIECES | st.text(max_size=8), max_size=6),
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4), max_leaves=12,
)  # fmt: skip
METHODS = st.sampled_from(["GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND"])


def harmless(answer: httpx.Response) -> None:
    """Fail where an answer is what none may be."""
    assert answer.status_code < 500
    assert SECRET not in answer.text
    assert "Traceback" not in answer.text
    assert answer.headers["x-content-type-options"] == "nosniff"


@FUZZ
@given(path=PATHS, method=METHODS)
def test_paths(client: TestClient, path: str, method: str) -> None:
    """Dots, slashes, links, drives, bytes that are no text."""
    try:
        url = httpx.URL(scheme="http", host="127.0.0.1", port=PORT, raw_path=path.encode("utf-8", "surrogatepass"))
        request = client.build_request(method, url)
    except (httpx.InvalidURL, ValueError):
        return
    harmless(client.send(request))


@FUZZ
@given(path=st.sampled_from(["/api/check", "/api/jobs"]), body=JSON, yaml=st.none() | JSON, kind=st.sampled_from(
    ["application/json", "application/json; charset=utf-8", "text/plain", "", "multipart/form-data",
    "application/xml"]))
def test_bodies(client: TestClient, path: str, body: object, yaml: object, kind: str) -> None:
    """JSON that is none of ours, and kinds of content that are none."""
    sent = body | {"yaml": yaml} if isinstance(body, dict) and yaml is not None else body
    answer = client.post(path, content=json.dumps(sent).encode(), headers={"content-type": kind})
    harmless(answer)
    if not kind.startswith("application/json"):
        assert answer.status_code == 415


@FUZZ
@given(text=st.text(max_size=200) | st.builds(lambda key, value: f"{key}: {value}", st.sampled_from(
    ["posts", "sensors", "batteries", "intruders", "musters", "places", "environment", "doctrines", "borders", "format",
     "theatre", "arrangements", "worldview", "recorded", "airborne", "nations"]),
    st.sampled_from(["{a: {at: [1, 2, 3]}}", "{a: 1}", "[1]", "1", "{a: {at: [.nan, .inf]}}", "{1: {at: x}}",
                     "{a: {route: [1]}}", "{a: {max_range: {value: x}, at: [1, 2]}}", "null",
                     "{a: {max_range: 1e400 km, at: [1, 2]}}", "{null: null}", "{a: {type: [1]}}",
                     "{a: {type: {b: 1}}}", "{BY: {post: [1]}}", "{south: .nan}",
                     "{terrain: {a: 1}}"])))
def test_texts_of_scenarios(client: TestClient, text: str) -> None:
    """What is no scenario has faults, and no more."""
    answer = client.post("/api/check", json={"yaml": text})
    harmless(answer)
    assert answer.status_code == 200
    assert answer.json()["faults"]


@FUZZ
@given(name=st.sampled_from(["host", "origin", "cookie", "authorization", "last-event-id", "range", "content-length",
                             "transfer-encoding", "sec-fetch-site", "x-forwarded-host", "accept-encoding", "expect"]),
       value=st.binary(max_size=40).map(lambda raw: raw.replace(b"\r", b"").replace(b"\n", b"")))
def test_headers(client: TestClient, name: str, value: bytes) -> None:
    """Names, origins, lengths that are none; none of them opens a door."""
    answer = client.get("/report/a-1-5", headers={name.encode(): value})
    harmless(answer)
    if name in ("host", "origin"):
        assert answer.status_code == 403


@pytest.mark.parametrize("raw", [b"", b"{", b"\xff\xfe", b"[" * 100_000, b"1" * 5000, b'{"yaml": NaN}', b"null",
                                 b'"a"'])
def test_bytes_that_are_no_json(client: TestClient, raw: bytes) -> None:
    """Nesting and numbers beyond what Python reads, too."""
    answer = client.post("/api/check", content=raw, headers={"content-type": "application/json"})
    harmless(answer)
    assert answer.status_code == 400
