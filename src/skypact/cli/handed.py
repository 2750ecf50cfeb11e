"""What a study hands on beside its answer: the report as HTML and Markdown, pictures and their numbers, the viewer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from skypact.cli.options import Format
from skypact.cli.result import say

if TYPE_CHECKING:
    from skypact.report.markup import Markup


@dataclass(frozen=True)
class Handed:
    """What is wanted: the report (--report), the pictures (--pictures), the viewer (--view).

    name: of the report's files. fates: (intruder, fate) of runs that the viewer shall hold. functions: doctrines in
    code, which it needs to play runs again.
    """

    report: bool = False
    pictures: bool = False
    name: str = "report"
    view: bool = False
    fates: tuple[tuple[str, str], ...] = ()
    functions: Mapping[str, Callable[..., Any]] | None = None

    def __bool__(self) -> bool:
        """Return whether anything is wanted."""
        return self.report or self.pictures or self.view

    def write(self, to: Path, page: Callable[[], Markup]) -> None:
        """Write into a folder what is wanted of a page; the page is not made where nothing is."""
        if not (self.report or self.pictures):
            return
        from skypact.report.output.folder import write

        write(page(), to, report=self.report, pictures=self.pictures, name=self.name)

    def say(self, place: Path, format_: Format) -> None:
        """Say where it is."""
        if self.report:
            say(f"report: {place / f'{self.name}.html'}", format_)
        if self.pictures:
            say(f"pictures: {place / 'pictures'}", format_)
