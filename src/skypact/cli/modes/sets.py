"""`skypact run --sets`: one arrangement under rival sets of values, and the figures that its verdict hangs on."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from skypact.cli import folder, options, progress, worlds
from skypact.cli.result import as_json, keep, mark, show

if TYPE_CHECKING:
    from skypact.spec.scenario import Scenario
    from skypact.study.rivals.sets import RivalSets


def told(
    read: Scenario, names: list[str], arrangement: str, how: worlds.How, out: Path | None, format_: options.Format
) -> None:
    """Run under each set, print what each says and what flips it, and keep it in a folder."""
    from skypact.study.rivals.figures import check_sets, figures
    from skypact.study.rivals.sets import rival_sets

    figures(read, check_sets(read, names))
    place = out or folder.default(read.id, arrangement, "-".join(names), how.hypothesis, how.seed, how.runs)
    folder.refuse_foreign(place)
    try:
        with worlds.heard() as check, progress.rounds() as (shown, begin):

            def advance(more: int) -> None:
                check()
                shown(more)

            found = rival_sets(
                read, names, arrangement=arrangement, runs=how.runs, seed=how.seed, workers=how.workers,
                level=how.level, association=how.association, hypothesis=how.hypothesis, progress=advance, stage=begin,
                functions=how.functions,
            )  # fmt: skip
    except KeyboardInterrupt:
        print("stopped: the sets are not finished", file=sys.stderr)
        raise typer.Exit(130) from None
    text, made = sets_text(found), as_json(found.as_dict())
    show(made if format_ is options.Format.json else text)
    keep(place, mark("sets", read, names), read, text, made, lambda _: None, format_)


def sets_text(found: RivalSets) -> str:
    """Return the verdicts, the figures one by one from each set, and the settings."""
    from skypact.cli.text.tables import paragraph

    blocks = [
        [paragraph(found.scenario.title), paragraph(f"Question: {found.scenario.question.text}")],
        [paragraph(sentence) for sentence in found.sentences],
        list(_sets(found)),
        *(list(_trials(found, a, b)) for a, b in _directions(found)),
        list(_settings(found)),
    ]
    return "\n\n".join("\n".join(block) for block in blocks if block) + "\n"


def _sets(found: RivalSets) -> Iterator[str]:
    from skypact.cli.text.tables import cell, paragraph, table

    yield paragraph(f"{found.title[0].upper()}{found.title[1:]}, mean of {found.how.runs} runs [95 % interval]")
    judged = any(row["verdict"] for row in found.sets.to_pylist())
    lines = [
        [row["set"], cell(row | {"unit": found.unit}), *([row["verdict"]] if judged else [])]
        for row in found.sets.to_pylist()
    ]
    yield from table(["set", "mean", *(["the claim"] if judged else [])], lines)


def _directions(found: RivalSets) -> list[tuple[str, str]]:
    return list(dict.fromkeys((row["base"], row["other"]) for row in found.trials.to_pylist()))


def _trials(found: RivalSets, a: str, b: str) -> Iterator[str]:
    from skypact.cli.text.tables import cell, table

    of = {f.name: f for f in found.figures}
    lines = []
    for row in found.trials.to_pylist():
        if (row["base"], row["other"]) == (a, b):
            names = row["figures"]
            changed = [(of[name], of[name].values) for name in names]
            values = " and ".join(f"{f.show(v[a])} → {f.show(v[b])}" for f, v in changed)
            lines.append([" and ".join(names), values, cell(row | {"unit": found.unit}), _change(row, found.unit),
                          row["verdict"] + ("*" if row["flips"] else " ")])
    judged = any(line[-1].strip() for line in lines)
    yield f"“{a}” with figures of “{b}”, the rest as it is" + ("; * flips the verdict" if judged else "")
    heads = ["figure", "value", "mean", f"less “{a}”", "the claim"]
    yield from table(heads if judged else heads[:-1], lines if judged else [line[:-1] for line in lines], 52)


def _change(row: dict[str, Any], unit: str) -> str:
    from skypact.cli.text.tables import ends, signed

    if row["differs"] == 0:
        return "the same"
    span = ends({"low": row["difference_low"], "high": row["difference_high"]}, unit).replace(" pp", "")
    return f"{signed(row['difference'], unit)} [{span}]"


def _settings(found: RivalSets) -> Iterator[str]:
    from skypact.cli.text.tables import paragraph

    how = found.how
    association = how.association or found.scenario.tracking.association
    said = f"{how.runs} runs of each world, seed {how.seed}, level {how.level}, association {association}"
    said += f", arrangement {found.arrangement}" if found.arrangement else ""
    yield said + (f", account {how.hypothesis}" if how.hypothesis else "")
    yield paragraph("The same luck in every world. Intervals are over chance only; what is disputed is in the sets.")
