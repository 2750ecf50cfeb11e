"""`skypact view`: results, viewer and editor in a browser, served to this machine."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from skypact.core import mark
from skypact.core.errors import SkypactError

Folder = Annotated[
    Path | None,
    typer.Argument(metavar="[FOLDER]", help="The folder of results, or one result, which is then opened; else runs."),
]
Port = Annotated[int, typer.Option("--port", "-p", min=0, max=65535, help="Where to listen; 0 takes any free port.")]
Host = Annotated[str, typer.Option("--host", metavar="ADDRESS", help="Where to listen; beyond this machine only with "
                                   "a token.")]  # fmt: skip
Token = Annotated[
    str, typer.Option("--token", metavar="TEXT", help="Ask everybody for this; made where it is needed and not given.")
]
Open = Annotated[bool, typer.Option("--open/--no-open", help="Open it in the browser.")]


def command(
    folder: Folder = None, port: Port = 8765, host: Host = "127.0.0.1", token: Token = "", open_: Open = False
) -> None:
    """Serve results, viewer and editor to a browser on this machine, until Ctrl-C."""
    root, path = place(folder)
    from skypact.serve import listening, pages

    if not pages.built():
        raise SkypactError(pages.NOT_BUILT)
    socket, door = listening.bound(host, port, token)
    to = listening.address(door, path)

    def ready() -> None:
        print(f"{to}\nresults of {root}; Ctrl-C stops it", flush=True)
        if not door.loopback:
            print("anybody who has this address can read results and start jobs; nothing is encrypted", flush=True)
        if open_:
            import webbrowser

            webbrowser.open(to)

    listening.serve(root, socket, door, ready)
    print("stopped", file=sys.stderr)


def _opened(result: Path) -> str:
    """Return the path of the page that shows a result: explorer, viewer, report, else the list of all."""
    from skypact.serve.answers import Refused
    from skypact.serve.finished.results import Results

    try:
        there = Results(result.parent).head(result.name)
    except Refused:
        return "/"
    page = next((page for page in ("explore", "view", "report") if there[page]), "")
    return f"/{page}/{result.name}" if page else "/"


def place(folder: Path | None) -> tuple[Path, str]:
    """Return the folder of results and the path to open: that of a result where one was named."""
    given = folder if folder is not None else Path(mark.RUNS)
    if mark.read_mark(given) is not None:
        whole = given.resolve()
        return whole.parent, _opened(whole)
    if given.exists() and not given.is_dir():
        raise SkypactError(f"{given}: a file — name the folder of results, or one result")
    if folder is not None and not given.exists():
        raise SkypactError(f"{given}: no such folder — name the folder of results, such as {mark.RUNS}")
    return given.resolve(), "/"
