"""The real server: a socket, an answer, Ctrl-C; and what is refused before it listens."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from skypact.cli.commands.view import place
from skypact.core.errors import SkypactError
from skypact.serve.listening import address, bound
from skypact.serve.security import Door


def test_a_server_answers_and_ends_on_ctrl_c(folder: Path) -> None:
    """On any free port; it says where, and leaves with 0 and without a traceback."""
    words = [sys.executable, "-c", "from skypact.serve import pages; pages.built = lambda: True\n"
             "from skypact.cli.app import main; main()", "view", str(folder), "--port", "0"]  # fmt: skip
    env = os.environ | {"PYTHONPATH": str(Path(__file__).resolve().parents[2] / "src")}
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=env) as server:
        assert server.stdout is not None
        try:
            url = server.stdout.readline().strip()
            assert "Ctrl-C stops it" in server.stdout.readline()
            listed = httpx.get(f"{url}api/results", timeout=20).json()
            assert [one["name"] for one in listed if one["name"] == "a-1-5"] == ["a-1-5"]
            assert httpx.get(url, headers={"host": "evil.example"}).status_code == 403
            assert "server" not in httpx.get(url).headers
        finally:
            server.send_signal(signal.SIGINT)
            _, said = server.communicate(timeout=20)
    assert (server.returncode, said) == (0, "stopped\n")


def test_beyond_loopback_a_token_is_made() -> None:
    """And stands in the address that is printed."""
    listening, door = bound("0.0.0.0", 0, "")
    listening.close()
    assert len(door.token) >= 32
    assert address(door).endswith(f":{door.port}/?token={door.token}")
    listening, door = bound("127.0.0.1", 0, "")
    listening.close()
    assert (door.token, address(door, "/view/a")) == ("", f"http://127.0.0.1:{door.port}/view/a")
    assert address(Door("::1", 7)) == "http://[::1]:7/"


@pytest.mark.parametrize(("host", "token", "said"), [
    ("127.0.0.1", "short", "16 or more"), ("127.0.0.1", "a token with spaces in it", "letters, digits"),
    ("256.1.1.1", "", "cannot listen"), ("203.0.113.7", "", "cannot listen"),
])  # fmt: skip
def test_what_cannot_listen_says_why(host: str, token: str, said: str) -> None:
    """As an error that people can mend."""
    with pytest.raises(SkypactError, match=said):
        bound(host, 0, token)


def test_a_port_that_is_taken_is_told() -> None:
    """With what to do."""
    listening, door = bound("127.0.0.1", 0, "")
    listening.listen()
    with pytest.raises(SkypactError, match="another --port"):
        bound("127.0.0.1", door.port, "")
    listening.close()


def test_what_is_served(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder of results, one result, or `runs`, which may not be there yet."""
    assert place(folder) == (folder.resolve(), "/")
    assert place(folder / "a-1-5") == (folder.resolve(), "/view/a-1-5")
    assert place(folder / "b-1-5") == (folder.resolve(), "/explore/b-1-5")
    monkeypatch.chdir(tmp_path / "secret")
    assert place(None) == ((tmp_path / "secret" / "runs").resolve(), "/")
    with pytest.raises(SkypactError, match="no such folder"):
        place(tmp_path / "none")
    with pytest.raises(SkypactError, match="a file"):
        place(folder / "a-1-5" / "report.html")
