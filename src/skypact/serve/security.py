"""Security: who may ask, and what a browser may do with the answers.

A page elsewhere can make a browser send requests to this machine, and a name elsewhere can be made to point here. So
the Host must be one of this server's names, an Origin must be its own, and beyond loopback a token is needed. The rules
are those of the OWASP cheat sheets on CSRF and of the Fetch Metadata request headers (W3C).
"""

from __future__ import annotations

import ipaddress
import re
from hmac import compare_digest
from http.cookies import CookieError, SimpleCookie
from typing import NamedTuple
from urllib.parse import parse_qsl, urlencode

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from skypact.serve import answers

#: The body of a request is not longer [bytes]; a scenario of a recorded exercise has a tenth of it.
MOST_BYTES = 1_000_000
#: An address is not longer [bytes].
MOST_ADDRESS = 2_000
#: A token is not shorter; a generated one has 43 characters.
LEAST_TOKEN = 16
LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
CSP = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; "
    "object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
#: A report is a page without scripts, its style inside.
CSP_REPORT = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)
HEADERS = {
    "x-content-type-options": "nosniff", "referrer-policy": "no-referrer", "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin", "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()", "cache-control": "no-store",
}  # fmt: skip
_HOST = re.compile(r"^(\[[0-9a-fA-F:.]{2,45}\]|[A-Za-z0-9]([A-Za-z0-9.-]{0,252}))(:([0-9]{1,5}))?$")


class Door(NamedTuple):
    """Where the server listens, and the token that it asks for, "" none."""

    host: str
    port: int
    token: str = ""

    @property
    def loopback(self) -> bool:
        """Return whether only this machine can reach it."""
        return is_loopback(self.host)

    @property
    def cookie(self) -> str:
        """Return the name of the cookie; cookies do not know ports, so the name does."""
        return f"skypact_{self.port}"


def is_loopback(host: str) -> bool:
    """Return whether an address to listen at is this machine's own."""
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host.lower() == "localhost"


class Guard:
    """ASGI middleware: refuses who may not ask, limits what is sent, and puts headers on every answer."""

    def __init__(self, app: ASGIApp, door: Door):
        self.app, self.door = app, door

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
            return
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def headed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items() | {("content-security-policy", CSP)}:
                    headers.setdefault(name, value)
            await send(message)

        refusal = self._refusal(scope)
        if refusal is not None:
            await refusal(scope, receive, headed)
            return
        body = _Limited(receive)
        try:
            await self.app(scope, body, headed)
        except _TooLong:
            await answers.error(413, f"more than {MOST_BYTES:,} bytes")(scope, receive, headed)

    def _refusal(self, scope: Scope) -> Response | None:
        headers = Headers(scope=scope)
        host = headers.getlist("host")
        if len(host) != 1 or not self._ours(host[0]):
            return answers.error(403, "this server does not answer to that name")
        if not _own_origin(headers, host[0], scope["path"], scope["method"]):
            return answers.error(403, "a page from elsewhere may not ask this server")
        if len(scope.get("raw_path") or scope["path"].encode()) + len(scope["query_string"]) > MOST_ADDRESS:
            return answers.error(400, "this address is too long")
        length = headers.get("content-length")
        if length is not None and not (length.isascii() and length.isdigit() and len(length) < 19):
            return answers.error(400, "this length of a request is none")
        if length is not None and int(length) > MOST_BYTES:
            return answers.error(413, f"more than {MOST_BYTES:,} bytes")
        return self._unknown(scope, headers) if self.door.token else None

    def _ours(self, host: str) -> bool:
        """Return whether a Host names this server. Beyond loopback any name may lead here: the token decides."""
        found = _HOST.fullmatch(host)
        if not found:
            return False
        if not self.door.loopback:
            return True
        names = {*LOOPBACK, self.door.host.lower(), f"[{self.door.host.lower()}]"}
        return found[1].lower() in names and int(found[4] or 80) == self.door.port

    def _unknown(self, scope: Scope, headers: Headers) -> Response | None:
        """Return the answer to who brings no token; to who brings it in the address, a cookie instead of it."""
        if _same(_bearer(headers), self.door.token) or _same(_cookie(headers, self.door.cookie), self.door.token):
            return None
        pairs = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
        given = [value for name, value in pairs if name == "token"]
        if scope["method"] == "GET" and len(given) == 1 and _same(given[0], self.door.token):
            rest = urlencode([(name, value) for name, value in pairs if name != "token"])
            path = "/" + scope["path"].lstrip("/\\")  # "//elsewhere" would lead elsewhere
            answer = RedirectResponse(path + (f"?{rest}" if rest else ""), 303)
            answer.set_cookie(self.door.cookie, self.door.token, httponly=True, samesite="strict", path="/")
            return answer
        answer = answers.error(401, "a token is needed: open the address that `skypact view` printed")
        answer.headers["www-authenticate"] = "Bearer"
        return answer


class _TooLong(Exception):
    """The body went beyond its limit while it was read."""


class _Limited:
    """Receive, but no more than MOST_BYTES of a body."""

    def __init__(self, receive: Receive):
        self.receive, self.seen = receive, 0

    async def __call__(self) -> Message:
        message = await self.receive()
        if message["type"] == "http.request":
            self.seen += len(message.get("body", b""))
            if self.seen > MOST_BYTES:
                raise _TooLong
        return message


def _own_origin(headers: Headers, host: str, path: str, method: str) -> bool:
    """Return whether no other site is behind a request, by Origin and by what the browser says of its site."""
    for origin in headers.getlist("origin"):
        if origin.lower() not in (f"http://{host.lower()}", f"https://{host.lower()}"):
            return False
    foreign = headers.get("sec-fetch-site", "none") not in ("none", "same-origin")
    return not (foreign and (method not in ("GET", "HEAD") or path.startswith("/api/")))


def _bearer(headers: Headers) -> str:
    scheme, _, token = headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""


def _cookie(headers: Headers, name: str) -> str:
    try:
        found = SimpleCookie(headers.get("cookie", "")).get(name)
    except CookieError:
        return ""
    return found.value if found is not None else ""


def _same(given: str, token: str) -> bool:
    return compare_digest(given.encode("utf-8", "replace"), token.encode("utf-8"))
