"""Page: the viewer as one HTML file: script, style and data inside, which asks no other host for anything."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Mapping
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from skypact.core.errors import SkypactError
from skypact.core.stamp import package_version
from skypact.report.markup import Markup, el, join
from skypact.report.viewer.file import Packed, Runs, packed

if TYPE_CHECKING:
    from skypact.study.compare import Comparison

SCRIPT, STYLE = "viewer.js", "viewer.css"
NO_SCRIPT = "Playing the runs needs JavaScript, which is off here. What they come to:"


def write(
    comparison: Comparison, path: str | Path, runs: Runs = None, *,
    functions: Mapping[str, Callable[..., Any]] | None = None, progress: Callable[[int], None] | None = None,
) -> str:  # fmt: skip
    """Write the page of a comparison; return the fragment of its address that opens it at the first difference."""
    require_built()
    made = packed(comparison, runs, functions=functions, progress=progress)
    Path(path).write_text(page(made), encoding="utf-8", newline="\n")
    return made.fragment


def page(made: Packed) -> str:
    """Return the page as text: the same file gives the same bytes."""
    still = el("main", el("h1", made.title), el("p", made.question), el("p", NO_SCRIPT), el("p", made.answer),
               el("ul", *(el("li", line) for line in made.lines)))  # fmt: skip
    return single(made.title, built(SCRIPT), built(STYLE), made.container, still)


def single(title: str, script: str, style: str, container: bytes, still: Markup) -> str:
    """Return one HTML file with script, style and data inside; `still` is shown where no script may run."""
    # what is run and shown is in this file and nothing else is: the page says so, and the browser holds it to that
    policy = (
        f"default-src 'none'; script-src {_hash(script)}; style-src {_hash(style)}; img-src data: blob:; "
        "base-uri 'none'; form-action 'none'"
    )
    head = el(
        "head", el("meta", charset="utf-8"), el("meta", http_equiv="Content-Security-Policy", content=policy),
        el("meta", name="viewport", content="width=device-width, initial-scale=1"),
        el("meta", name="generator", content=f"skypact {package_version()}"), el("title", title),
        Markup('<link rel="icon" href="data:,">'), el("style", Markup(style)),
    )
    data = el("script", Markup(base64.b64encode(container).decode("ascii")), type="application/octet-stream",
              id="skypact-data")
    body = el("body", el("div", id="app"), el("noscript", still), data, el("script", Markup(script)))
    return "<!DOCTYPE html>\n" + el("html", join([head, body], "\n"), lang="en") + "\n"


def require_built() -> None:
    """Raise before any work is done where the page's script is not in the package."""
    built(SCRIPT)


def built(name: str) -> str:
    """Return a built script or style sheet as it may stand inside a page."""
    source = files("skypact.report").joinpath("web", name)
    if not source.is_file():
        raise SkypactError("the viewer is not built — run make setup (it needs npm), or install a wheel")
    text = source.read_text(encoding="utf-8").replace("\r\n", "\n")
    return text.replace("</script", "<\\/script").replace("<!--", "<\\!--") if name.endswith(".js") else text


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode('utf-8')).digest()).decode('ascii')}'"
