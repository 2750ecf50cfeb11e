"""The house keeps its own rules: sizes, names of rooms, what a start imports, what the door promises."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SRC = ROOT / "src" / "skypact"
FILES = sorted(SRC.rglob("*.py"))
FORBIDDEN_ROOMS = {"utils", "util", "helpers", "helper", "manager", "managers", "base", "common", "misc"}
MOST_LINES = 600
MOST_FUNCTION_LINES = 80
MOST_FILES = 12
HEAVY = ("numba", "pydantic", "numpy", "pyarrow", "scipy", "yaml", "pandas", "pyproj", "rich.progress")


def named(path: Path) -> str:
    """Return a file's name within the tree, for the names of tests."""
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", FILES, ids=named)
def test_file_keeps_its_size_and_imports_by_name(path: Path) -> None:
    """No file or function outgrows its room, no name comes in unnamed."""
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= MOST_LINES
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            assert length <= MOST_FUNCTION_LINES, f"{node.name} has {length} lines"
        if isinstance(node, ast.ImportFrom):
            assert all(alias.name != "*" for alias in node.names), f"line {node.lineno}: import *"
            assert node.level == 0, f"line {node.lineno}: relative import"


def test_no_room_is_named_after_nothing() -> None:
    """A name like `utils` says nothing about what belongs there."""
    rooms = {path for path in SRC.rglob("*") if path.is_dir() or path.suffix == ".py"}
    assert [named(room) for room in sorted(rooms) if room.stem in FORBIDDEN_ROOMS] == []


def test_no_room_is_crowded() -> None:
    """A room of more than a dozen files is several rooms, each with a question of its own."""
    files = Counter(path.parent for path in FILES)
    assert {named(room): n for room, n in sorted(files.items()) if n > MOST_FILES} == {}


def test_every_module_says_what_it_is() -> None:
    """Each file opens with a docstring."""
    assert [named(path) for path in FILES if not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))] == []


def test_nothing_names_a_registry() -> None:
    """Installation is the business of the machine: no file of the project names a host for packages."""
    hosts = re.compile(r"pypi\.org|pythonhosted\.org|registry\.npmjs|deb\.debian\.org|index-url|find-links", re.I)
    tracked = [ROOT / name for name in ("pyproject.toml", "constraints.txt", "Makefile", ".ci/run", "README.md")]
    assert [path.name for path in tracked if hosts.search(path.read_text(encoding="utf-8"))] == []


def loaded_after(code: str) -> set[str]:
    """Return the modules that a fresh interpreter holds after `code`."""
    ending = "; import json, sys; sys.stderr.write(json.dumps(sorted(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(SRC.parent)!r})\n{code}\n{ending.lstrip('; ')}"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return set(json.loads(done.stderr.splitlines()[-1]))


HELP = """
import sys
from skypact.cli.app import main
sys.argv = ["skypact", *{words}]
try:
    main()
except SystemExit as leave:
    assert leave.code == 0, leave.code
"""


def test_help_imports_nothing_heavy() -> None:
    """`--help` is quick because it loads neither numba nor pydantic nor numpy."""
    modules = loaded_after(HELP.format(words=["--help"]))
    assert [name for name in HEAVY if name in modules] == []


@pytest.mark.parametrize("words", [["compare", "--help"], ["check", "--help"], ["--version"]], ids=" ".join)
def test_help_of_a_command_imports_no_room(words: list[str]) -> None:
    """Below a command typer itself loads pydantic; nothing of ours adds to that."""
    modules = loaded_after(HELP.format(words=words))
    assert [name for name in HEAVY if name in modules and name != "pydantic"] == []
    rooms = {".".join(name.split(".")[:2]) for name in modules if name.startswith("skypact.")}
    assert rooms <= {"skypact.cli", "skypact.core"}


def test_the_door_opens_without_weight() -> None:
    """`import skypact` loads nothing but the standard library."""
    modules = loaded_after("import skypact; dir(skypact)")
    assert [name for name in HEAVY if name in modules] == []
    assert {name for name in modules if name.startswith("skypact.")} == set()


def test_the_door_is_what_the_reference_says() -> None:
    """`__all__` and the headings of docs/reference/python.md name the same things, and each can be had."""
    import skypact

    page = (ROOT / "docs" / "reference" / "python.md").read_text(encoding="utf-8")
    documented = re.findall(r"^### `skypact\.(\w+)", page, re.M)
    assert sorted(documented) == sorted(skypact.__all__)
    for name in skypact.__all__:
        assert getattr(skypact, name) is not None


def test_load_is_a_room_and_a_verb() -> None:
    """`skypact.load(path)` works although a package has the same name, whichever came first."""
    import skypact
    from skypact.core.errors import SkypactError
    from skypact.load.scenario import scenario

    assert scenario.__module__ == "skypact.load.scenario"
    assert skypact.load.__name__ == "skypact.load"
    with pytest.raises(SkypactError, match="no such file"):
        skypact.load("no-such-scenario-at-all")


def test_the_commands_are_what_the_reference_says() -> None:
    """Every command and option of the program stands in docs/reference/cli.md."""
    import typer.main

    from skypact.cli.app import app

    page = (ROOT / "docs" / "reference" / "cli.md").read_text(encoding="utf-8")
    group = typer.main.get_command(app)
    commands = getattr(group, "commands", {})
    assert re.findall(r"^## `skypact (\w+)", page, re.M) == list(commands)
    inner = {f"{name} {sub}": command for name, group in commands.items()
             for sub, command in getattr(group, "commands", {}).items()}  # fmt: skip
    assert re.findall(r"^### `skypact (\w+ \w+)", page, re.M) == list(inner)
    for name, command in (commands | inner).items():
        section = page.split(f"# `skypact {name}", 1)[1].split("\n## ", 1)[0].split("\n### ", 1)[0]
        options = {opt for p in command.params for opt in (*p.opts, *p.secondary_opts) if opt.startswith("--")}
        assert {opt for opt in options if f"`{opt}" not in section} == set(), f"options of {name} not documented"
