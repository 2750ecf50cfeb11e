"""Pages: the HTML around the web app, with nothing inline that the policy would refuse; pages of errors; the assets."""

from __future__ import annotations

from importlib.resources import files
from urllib.parse import quote

from starlette.responses import Response

from skypact.report.markup import Markup, el, join
from skypact.serve.answers import WORDS, Refused

PAGES = ("home", "viewer", "explorer", "editor")
KINDS = {"js": "text/javascript", "css": "text/css"}
ASSETS = tuple(f"{page}.{kind}" for page in PAGES for kind in KINDS)
NO_SCRIPT = "This page needs JavaScript. The report of a result does not."
NOT_BUILT = "the web app is not built: run `make viewer`, or install a wheel"


def page(name: str, title: str, address: str = "", data: dict[str, str] | None = None) -> Response:
    """Return the page of one part of the web app; `address` is where its container comes from, `data` tells it more."""
    told = {f"data-{key}": value for key, value in (data or {}).items()}
    carried = Markup(
        f'<script type="application/octet-stream" id="skypact-data" data-address="{attribute(address)}"></script>'
    )
    body = el(
        "body", _div(told), carried if address else "",
        el("noscript", el("main", el("h1", title), el("p", NO_SCRIPT))),
        Markup(f'<script src="/web/{name}.js"></script>'),
    )
    return _html(title, body, Markup(f'<link rel="stylesheet" href="/web/{name}.css">'))


def failure(status: int, message: str = "") -> Response:
    """Return the page of an error."""
    said = message or WORDS.get(status, "something went wrong")
    back = el("p", el("a", "All results", href="/"))
    body = el("body", el("main", el("h1", "Skypact"), el("p", f"{status}: {said}."), back))
    return _html("Skypact", body, Markup(""), status)


def asset(name: str) -> Response:
    """Return a script or a style sheet of the web app."""
    if name not in ASSETS:
        raise Refused(404, "there is no such file")
    content = _asset(name)
    if content is None:
        raise Refused(404, NOT_BUILT)
    kind = KINDS[name.rpartition(".")[2]]
    return Response(content, media_type=f"{kind}; charset=utf-8", headers={"cache-control": "no-cache"})


def built() -> bool:
    """Return whether the web app lies in the package."""
    return all(files("skypact.report").joinpath("web", f"{name}.js").is_file() for name in PAGES)


def address(*parts: str) -> str:
    """Return the path of parts, each safe in an address."""
    return "/" + "/".join(quote(part, safe="") for part in parts)


def attribute(value: str) -> str:
    """Return text that may stand within the quotes of an attribute."""
    return str(join([value])).replace("'", "&#39;")


def _asset(name: str) -> bytes | None:
    """Return the bytes of an asset; an empty style sheet where a page has none."""
    web = files("skypact.report").joinpath("web")
    file = web.joinpath(name)
    if file.is_file():
        return file.read_bytes()
    return b"" if name.endswith(".css") and web.joinpath(f"{name[:-4]}.js").is_file() else None


def _div(told: dict[str, str]) -> Markup:
    attributes = "".join(f' {name}="{attribute(value)}"' for name, value in told.items())
    return Markup(f'<div id="app"{attributes}></div>')


def _html(title: str, body: Markup, style: Markup, status: int = 200) -> Response:
    head = el(
        "head", el("meta", charset="utf-8"), el("meta", name="viewport", content="width=device-width, initial-scale=1"),
        el("title", title), Markup('<link rel="icon" href="data:,">'), style,
    )
    text = "<!DOCTYPE html>\n" + el("html", head, body, lang="en") + "\n"
    return Response(text, status, media_type="text/html; charset=utf-8")
