"""A result: printed, and saved into its folder."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from skypact.cli import folder
from skypact.cli.options import Format

if TYPE_CHECKING:
    from skypact.study.breakeven import BreakEven
    from skypact.study.compare import Comparison
    from skypact.study.loss import Loss
    from skypact.study.why import Why


@dataclass(frozen=True)
class Result:
    """A comparison (of one arrangement or more), one reason, and a break-even where it was asked for."""

    found: Comparison
    reason: Why | None = None
    even: BreakEven | None = None
    loss: Loss | None = None

    def text(self) -> str:
        """Return the result for people."""
        from skypact.cli.answer import comparison_text

        return comparison_text(self.found, self.reason, self.even, self.loss)

    def json(self) -> str:
        """Return the result for programs, keys sorted: the same bytes for any number of workers."""
        made = self.found.as_dict()
        made |= {"why": self.reason.as_dict()} if self.reason else {}
        made |= {"break_even": self.even.as_dict()} if self.even else {}
        made |= {"loss": self.loss.as_dict()} if self.loss else {}
        return json.dumps(made, indent=1, sort_keys=True, ensure_ascii=False, allow_nan=False) + "\n"

    def show(self, format_: Format) -> None:
        """Print the result."""
        sys.stdout.write(self.json() if format_ is Format.json else self.text())
        sys.stdout.flush()

    def save(self, place: Path, what: str, *, whole: bool, report: bool, format_: Format) -> None:
        """Write logs, answer, resolved scenario, and the report if it was asked for; say where they are."""
        from skypact.core.stamp import package_version
        from skypact.load.canonical import dump_yaml
        from skypact.log.writer import write

        mark: dict[str, object] = {
            "skypact": package_version(), "what": what, "scenario": self.found.scenario.id,
            "finished": list(self.found.names), "whole": whole,
        }  # fmt: skip
        with folder.whole(place, mark) as made:
            for name, log in self.found.logs.items():
                write(log, made / "logs" / (name or "as-written"))
            (made / "result.json").write_text(self.json(), encoding="utf-8")
            (made / "answer.txt").write_text(self.text(), encoding="utf-8")
            (made / "scenario.yaml").write_text(dump_yaml(self.found.scenario), encoding="utf-8")
            if report:
                from skypact.report.html import write as write_page

                write_page(self.found, made / "report.html", why=self.reason, break_even=self.even, loss=self.loss)
        to = sys.stderr if format_ is Format.json else sys.stdout
        print(f"folder: {place}", file=to)
        if report:
            print(f"report: {place / 'report.html'}", file=to)
