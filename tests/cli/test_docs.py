"""The commands in the pages are real: each is parsed here, each of the tutorial is run by `make docs`."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
import typer.core
import typer.main

from skypact.cli.app import app

ROOT = Path(__file__).resolve().parents[2]
TUTORIAL = ROOT / "docs" / "tutorial" / "first-steps.md"
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
#: Commands of readers, with names that are theirs to fill in.
FILL_IN = ("your", "FILE", "SCENARIO", "COMMAND", "…")
#: Commands that a sentence may name without more.
BARE = ("run", "compare", "sweep", "explore", "why", "worth", "control", "check", "show", "picture")


def commands(page: Path) -> list[list[str]]:
    """Return the words of every `skypact` command that a page shows in a block or a phrase of code."""
    text = page.read_text(encoding="utf-8")
    blocks = "\n".join(re.findall(r"^```(?:sh|console)\n(.*?)^```", text, re.M | re.S))
    lines = re.findall(r"^(?:\$ )?(?:\.venv/bin/)?skypact (.+)$", blocks, re.M)
    lines += re.findall(r"`skypact ([^`\n]+)`", re.sub(r"^(#|```).*?$", "", text, flags=re.M))
    return [shlex.split(line, comments=True) for line in lines if not any(word in line for word in FILL_IN)]


def test_the_pages_show_commands() -> None:
    """The search above finds what there is: the tutorial has some."""
    assert len(commands(TUTORIAL)) >= 8


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_command_parses(page: Path) -> None:
    """Commands and options of the pages exist."""
    group = typer.main.get_command(app)
    known = getattr(group, "commands", {})
    for name, *words in commands(page):
        if words == [] and name in BARE:
            continue  # the name of a command in a sentence
        assert name in known, f"skypact {name}"
        command = known[name]
        if isinstance(command, typer.core.TyperGroup):
            if not words:
                continue
            name, *words = words
            assert name in command.commands, f"skypact … {name}"
            command = command.commands[name]
        if "--help" not in words:
            command.make_context(name, list(words))


@pytest.mark.commands
def test_the_tutorial_runs(tmp_path: Path, skypact) -> None:
    """Every command of the tutorial does what it says, in order, in one folder."""
    for words in commands(TUTORIAL):
        done = skypact(*words, cwd=tmp_path)
        assert done.returncode == 0, f"skypact {shlex.join(words)}\n{done.stderr[-2000:]}"
        assert done.stdout.strip() or "--out" in words, f"skypact {shlex.join(words)} printed nothing"
