"""A result: printed, and saved into its folder."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from skypact.cli import folder
from skypact.cli.options import Format

if TYPE_CHECKING:
    from skypact.cli.handed import Handed
    from skypact.report.markup import Markup
    from skypact.spec.scenario import Scenario
    from skypact.study.compare import Comparison
    from skypact.study.loss import Loss
    from skypact.study.turning.breakeven import BreakEven
    from skypact.study.turning.surface import Surface
    from skypact.study.why.why import Why


@dataclass(frozen=True)
class Result:
    """A comparison (of one arrangement or more), one reason, and a break-even where it was asked for."""

    found: Comparison
    reason: Why | None = None
    even: BreakEven | Surface | None = None
    loss: Loss | None = None

    def is_surface(self) -> bool:
        """Return whether the break-even is of two factors."""
        from skypact.study.turning.surface import Surface

        return isinstance(self.even, Surface)

    def text(self) -> str:
        """Return the result for people."""
        from skypact.cli.text.answer import comparison_text

        return comparison_text(self.found, self.reason, self.even, self.loss)

    def json(self) -> str:
        """Return the result for programs, keys sorted: the same bytes for any number of workers."""
        made = self.found.as_dict()
        made |= {"why": self.reason.as_dict()} if self.reason else {}
        if self.even:
            made["surface" if self.is_surface() else "break_even"] = self.even.as_dict()
        made |= {"loss": self.loss.as_dict()} if self.loss else {}
        return as_json(made)

    def show(self, format_: Format) -> None:
        """Print the result."""
        show(self.json() if format_ is Format.json else self.text())

    def save(self, place: Path, what: str, *, whole: bool, handed: Handed, format_: Format) -> None:
        """Write logs, answer, resolved scenario, and what is to be handed on; say where they are."""
        from skypact.log.writer import write
        from skypact.report.pages.comparison import VIEWER
        from skypact.study.turning.surface import Surface

        fragment = ""

        def logs(made: Path) -> None:
            nonlocal fragment
            for name, log in self.found.logs.items():
                write(log, made / "logs" / (name or "as-written"))
            if handed.view:
                fragment = _view(self.found, made / VIEWER, handed)
            handed.write(made, lambda: self._page(handed.view))
            if handed.report and isinstance(self.even, Surface):
                from skypact.report.pictures.surface import write as write_surface

                write_surface(self.even, made)

        said = mark(what, self.found.scenario, self.found.names, whole=whole)
        keep(place, said, self.found.scenario, self.text(), self.json(), logs, format_)
        handed.say(place, format_)
        if handed.view:
            say(f"viewer: {place / VIEWER}#{fragment}", format_)

    def _page(self, viewed: bool) -> Markup:
        """Return the report; it links to the viewer where the folder has one."""
        from skypact.report.pages.comparison import VIEWER, render

        viewer = VIEWER if viewed else ""
        return render(self.found, why=self.reason, break_even=self.even, loss=self.loss, viewer=viewer)


def _view(found: Comparison, path: Path, handed: Handed) -> str:
    """Write the viewer behind a progress bar; return the fragment that opens it at the first difference."""
    from skypact.cli.worlds import advancing
    from skypact.report.viewer.page import write
    from skypact.study.playback.choose import choose

    runs = dict(choose(found, handed.fates))
    for intruder, fate in handed.fates:
        if not any(f"{intruder} {fate}" in why for why in runs.values()):
            print(f"{intruder} is {fate} in no run under “{found.names[-1]}”: the viewer has none", file=sys.stderr)
    with advancing(len(runs) * len(found.names), "viewer") as advance:
        return write(found, path, runs, functions=handed.functions, progress=advance)


def as_json(made: dict[str, Any]) -> str:
    """Return a result for programs, keys sorted: the same bytes for any number of workers."""
    return json.dumps(made, indent=1, sort_keys=True, ensure_ascii=False, allow_nan=False) + "\n"


def show(text: str) -> None:
    """Print a result."""
    sys.stdout.write(text)
    sys.stdout.flush()


def say(text: str, format_: Format) -> None:
    """Print where something was written: not among the JSON."""
    print(text, file=sys.stderr if format_ is Format.json else sys.stdout)


def mark(what: str, scenario: Scenario, finished: Sequence[str], *, whole: bool = True) -> dict[str, object]:
    """Return what a result folder says of itself."""
    from skypact.core.stamp import package_version

    return {
        "skypact": package_version(), "what": what, "scenario": scenario.id, "finished": list(finished), "whole": whole,
    }  # fmt: skip


def fill(made: Path, scenario: Scenario, text: str, json_: str) -> None:
    """Write answer, result and resolved scenario into a folder."""
    from skypact.load.canonical import dump_yaml

    (made / "result.json").write_text(json_, encoding="utf-8")
    (made / "answer.txt").write_text(text, encoding="utf-8")
    (made / "scenario.yaml").write_text(dump_yaml(scenario), encoding="utf-8")


def keep(
    place: Path, said: dict[str, object], scenario: Scenario, text: str, json_: str,
    more: Callable[[Path], None], format_: Format,
) -> None:  # fmt: skip
    """Write answer, result and resolved scenario into the folder of a result, and `more` beside them; say where."""
    with folder.whole(place, said) as made:
        fill(made, scenario, text, json_)
        more(made)
    say(f"folder: {place}", format_)
