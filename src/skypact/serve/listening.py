"""Listening: the socket, the token, the loop, and a clean end on Ctrl-C."""

from __future__ import annotations

import secrets
import socket
from collections.abc import Callable
from pathlib import Path
from types import FrameType

import uvicorn

from skypact.core.errors import SkypactError
from skypact.serve.app import Rooms, application
from skypact.serve.security import LEAST_TOKEN, Door, is_loopback

#: Open connections beyond this are answered with 503.
MOST_CONNECTIONS = 64
#: After Ctrl-C, answers under way have so long [s].
GRACE_S = 3


def bound(host: str, port: int, token: str) -> tuple[socket.socket, Door]:
    """Return a socket that listens, and the door to it; beyond loopback a token is made where none is given."""
    if token and len(token) < LEAST_TOKEN:
        raise SkypactError(f"a token of {len(token)} characters: take {LEAST_TOKEN} or more, or let one be made")
    if not all(c.isascii() and (c.isalnum() or c in "-_.~") for c in token):
        raise SkypactError("a token has letters, digits and - _ . ~ only: it stands in an address and in a cookie")
    if not token and not is_loopback(host):
        token = secrets.token_urlsafe(32)
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((host.strip("[]"), port))
    except (OSError, OverflowError) as error:
        listening.close()
        why = getattr(error, "strerror", None) or str(error)
        raise SkypactError(f"cannot listen at {host}, port {port}: {why} — another --port, or 0 for any") from None
    return listening, Door(host.strip("[]"), int(listening.getsockname()[1]), token)


def address(door: Door, path: str = "/") -> str:
    """Return the address to open; with the token where there is one, which becomes a cookie."""
    host = {"0.0.0.0": socket.gethostname(), "::": socket.gethostname()}.get(door.host, door.host)
    host = f"[{host}]" if ":" in host else host
    return f"http://{host}:{door.port}{path}" + (f"?token={door.token}" if door.token else "")


def serve(folder: Path, listening: socket.socket, door: Door, ready: Callable[[], None] = lambda: None) -> None:
    """Serve until Ctrl-C; `ready` is called once it answers."""
    rooms = Rooms.of(folder)
    config = uvicorn.Config(
        application(rooms, door), log_level="warning", access_log=False, server_header=False, date_header=False,
        proxy_headers=False, ws="none", lifespan="off", timeout_graceful_shutdown=GRACE_S,
        limit_concurrency=MOST_CONNECTIONS, h11_max_incomplete_event_size=16_384,
    )  # fmt: skip
    try:
        _Server(config, rooms, ready).run(sockets=[listening])
    except KeyboardInterrupt:  # uvicorn raises what it caught once more, when all is over
        pass
    finally:
        listening.close()
        rooms.jobs.close()


class _Server(uvicorn.Server):
    """uvicorn's server, which on Ctrl-C first ends the streams of events: it waits for every answer."""

    def __init__(self, config: uvicorn.Config, rooms: Rooms, ready: Callable[[], None]):
        super().__init__(config)
        self._rooms, self._ready = rooms, ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._ready()

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        self._rooms.jobs.closing()
        super().handle_exit(sig, frame)
