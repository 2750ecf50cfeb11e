"""The page of an explorer: script, style and data in one HTML file, which asks no other host for anything."""

from __future__ import annotations

import base64
import hashlib
import shlex
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path

from skypact.core.errors import SkypactError
from skypact.core.stamp import package_version
from skypact.report.explorer.data import container, data
from skypact.report.markup import Markup, el, join
from skypact.study.explore.explorer import Explorer


def write(found: Explorer, path: Path, again: Sequence[str]) -> None:
    """Write the page to a file; `again`: the words of the command that makes it again."""
    path.write_text(page(found, again), encoding="utf-8", newline="\n")


def page(found: Explorer, again: Sequence[str]) -> str:
    """Return the page as text: the same bytes for any number of workers."""
    script, style = _built("explorer.js"), _built("explorer.css")
    header = data(found, shlex.join(["skypact", *again]))
    packed = base64.b64encode(container(header)).decode("ascii")
    title = f"{found.axes.scenario.title}: explorer"
    # what is run and shown is in this file and nothing else is: the page says so, and the browser holds it to that
    policy = (
        f"default-src 'none'; script-src {_hash(script)}; style-src {_hash(style)}; img-src data: blob:; "
        "base-uri 'none'; form-action 'none'"
    )
    head = el(
        "head", el("meta", charset="utf-8"), el("meta", http_equiv="Content-Security-Policy", content=policy),
        el("meta", name="viewport", content="width=device-width, initial-scale=1"),
        el("meta", name="generator", content=f"skypact {package_version()}"), el("title", title),
        el("style", Markup(style)),
    )
    still = el("main", el("h1", found.axes.scenario.title), *(el("p", s) for s in found.sentences))
    carried = el("script", Markup(packed), type="application/octet-stream", id="skypact-data")
    body = el("body", el("div", still, id="app"), carried, el("script", Markup(script)))
    return "<!DOCTYPE html>\n" + el("html", join([head, body], "\n"), lang="en") + "\n"


def require_built() -> None:
    """Raise before any work is done where the page's script is not in the package."""
    _built("explorer.js")


def _built(name: str) -> str:
    source = files("skypact.report").joinpath("web", name)
    if not source.is_file():
        raise SkypactError(f"the page's {name} is not built — `make setup` builds it from viewer/ (it needs npm)")
    return source.read_text(encoding="utf-8").replace("</script", "<\\/script").replace("\r\n", "\n")


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode('utf-8')).digest()).decode('ascii')}'"
