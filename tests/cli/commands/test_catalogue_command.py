"""`skypact catalogue`: every command prints text and JSON, and says what would be right."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from skypact.cli.app import app
from skypact.cli.commands.catalogue import pages as pages_command
from skypact.core.errors import SkypactError

RUN = CliRunner()


def said(*words: str) -> str:
    """Return what a command printed; an error that a user can mend is raised."""
    done = RUN.invoke(app, ["catalogue", *words])
    if done.exception is not None:
        raise done.exception
    return done.stdout


@pytest.mark.parametrize("words", [
    ["list"], ["list", "sheets"], ["show", "sensors/36D6"], ["compare", "weapons/Su-27", "weapons/MiG-29"],
    ["timeline"], ["timeline", "--date", "2016-05-06"], ["incidents"], ["articles"], ["sources"],
    ["sources", "--missing"], ["show", "2016-05-border"],
], ids=" ".join)  # fmt: skip
def test_each_command_prints_text_and_json(words: list[str]) -> None:
    assert said(*words).strip()
    assert json.loads(said(*words, "--format", "json"))


def test_show_tells_value_range_source_and_grade() -> None:
    line = next(line for line in said("show", "sensors/36D6").splitlines() if line.startswith("max_range"))
    assert line.split(maxsplit=3)[:3] == ["max_range", "200", "km"]
    assert "180 km to 200 km" in line
    assert "radartutorial-060 (grade C)" in line


def test_compare_keeps_rows_of_both() -> None:
    text = said("compare", "weapons/S-125M", "weapons/GBI-two-stage")
    row = " ".join(text.partition("interceptor.burnout_speed")[2].partition("interceptor.burn ")[0].split())
    assert row.startswith("— 6.3 km/s"), "S-125M states none"
    assert "[mda: 6.3 km/s; critics: 9 km/s]" in row


@pytest.mark.parametrize(("words", "told"), [
    (["show", "36D7"], "did you mean '36D6'"),
    (["compare", "sensors/36D6"], "name two or more"),
    (["compare", "sensors/36D6", "2016-05-border"], "has no parameters"),
    (["incidents", "NONE"], "unknown incident"),
    (["sources", "cmo-4040"], "unknown source"),
    (["timeline", "--from", "May"], "not a date"),
    (["timeline", "--date", "2016", "--nation", "BY"], "leave"),
    (["sources", "--missing", "no-such-case"], "no such file"),
    (["sources", "--arrangement", "national"], "goes with --missing"),
], ids=lambda x: " ".join(x) if isinstance(x, list) else "")  # fmt: skip
def test_what_is_wrong_is_told(words: list[str], told: str) -> None:
    with pytest.raises(SkypactError, match=told):
        said(*words)


def test_pages_are_written_and_old_ones_go(tmp_path: Path) -> None:
    """A page of something that is no longer there is removed; a page that somebody wrote stays."""
    from skypact.report.catalogue.markdown import NOTE

    old, own = tmp_path / "catalogue" / "systems" / "gone.md", tmp_path / "catalogue" / "mine.md"
    old.parent.mkdir(parents=True)
    old.write_text(NOTE, encoding="utf-8")
    own.write_text("my own", encoding="utf-8")
    pages_command.pages(tmp_path)
    assert (tmp_path / "reference" / "sources.md").is_file()
    assert not old.exists()
    assert own.exists()
