"""Doctrine in code: where functions may come from, who allows it, and how the log knows which code it was."""

from __future__ import annotations

from hashlib import sha256
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import Any

import pytest

from skypact.core.errors import SkypactError
from skypact.load import code
from skypact.load.code import digest, functions, place
from skypact.spec.scenario import Scenario

from .conftest import Load

RULE = "HALF = 0.5\n\ndef weigh(features):\n    return HALF\n\nclass Steady:\n    pass\n"


@pytest.fixture
def own(load: Load) -> Any:
    """Return a reader of the small scenario whose centre has a doctrine in code."""
    def read(text: str) -> Scenario:
        doctrines = f"doctrines: {{own: {{code: '{text}'}}, unused: {{code: 'none.py:x'}}}}\n"
        return load(
            ("  centre: {nation: AA, at: Town, picture: true}", "  centre: {nation: AA, picture: true, doctrine: own}"),
            ("arrangements:\n", f"{doctrines}arrangements:\n"),
        )

    return read


def test_a_function_of_a_file_beside_the_scenario(own: Any, tmp_path: Path) -> None:
    (tmp_path / "rules.py").write_text(RULE, encoding="utf-8")
    found = functions(own("rules.py:weigh"), tmp_path, allow_code=True)
    assert list(found) == ["own"]  # nobody names the other one: its file need not be there
    assert found["own"](None) == 0.5


def test_a_function_of_a_folder_below(own: Any, tmp_path: Path) -> None:
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "rules.py").write_text(RULE, encoding="utf-8")
    assert functions(own("more/rules.py:weigh"), tmp_path, allow_code=True)["own"](None) == 0.5


def test_nothing_runs_unasked(own: Any, tmp_path: Path) -> None:
    """Without permission the file is not even opened."""
    (tmp_path / "rules.py").write_text("raise RuntimeError('it ran')", encoding="utf-8")
    with pytest.raises(SkypactError, match=r"does not run unasked .* give --allow-code"):
        functions(own("rules.py:weigh"), tmp_path)


def test_an_overlays_doctrine_is_code_as_well(load: Load, tmp_path: Path) -> None:
    overlay = ("  national: {title: Each alone}", "  national: {title: Alone, doctrine: {centre: own}}")
    own = ("arrangements:\n", "doctrines: {own: {code: 'r.py:f'}}\narrangements:\n")
    made = load(overlay, own)
    with pytest.raises(SkypactError, match="--allow-code"):
        functions(made, tmp_path)


def test_code_of_another_arrangement_needs_no_permission(load: Load, tmp_path: Path) -> None:
    """Under `apart` the centre fights by a table, as written by code."""
    made = load(
        ("  centre: {nation: AA, at: Town, picture: true}", "  centre: {nation: AA, picture: true, doctrine: own}"),
        ("    title: One battery apart\n", "    title: One battery apart\n    doctrine: {centre: salvo}\n"),
        ("arrangements:\n", "doctrines: {own: {code: 'r.py:f'}}\narrangements:\n"),
    )
    assert functions(made, tmp_path, arrangements=["apart"]) == {}
    for names in (None, ["national"], ["apart", "national"], [""]):
        with pytest.raises(SkypactError, match="--allow-code"):
            functions(made, tmp_path, arrangements=names)


def test_a_scenario_without_code_needs_no_permission(load: Load, tmp_path: Path) -> None:
    assert functions(load(), tmp_path) == {}


@pytest.mark.parametrize(
    ("text", "expected"),
    [("rules.py:weigh", ("rules.py", "weigh")), ("a/b.py:f", ("a/b.py", "f")), ("my-rule", None), ("pack.rule", None)],
)
def test_forms_of_code(text: str, expected: Any) -> None:
    assert place(text) == expected


@pytest.mark.parametrize(
    "text",
    ["rules.py", "rules.py:", "rules.py:two words", "rules.txt:f", "../rules.py:f", "a/../../rules.py:f", "/tmp/r.py:f",
     "..\\rules.py:f"],
)  # fmt: skip
def test_forms_that_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match=" — "):
        place(text)


def test_a_link_that_leads_out_of_the_folder_is_refused(own: Any, tmp_path: Path) -> None:
    """The scenario lies in one folder, the rules in another."""
    inside, outside = tmp_path / "inside", tmp_path / "outside"
    inside.mkdir()
    outside.mkdir()
    (outside / "rules.py").write_text(RULE, encoding="utf-8")
    (inside / "rules.py").symlink_to(outside / "rules.py")
    with pytest.raises(SkypactError, match="leads outside the scenario's folder"):
        functions(own("rules.py:weigh"), inside, allow_code=True)


@pytest.mark.parametrize(
    ("file", "text", "message"),
    [
        (RULE, "other.py:weigh", "no file other.py in"),
        (RULE, "rules.py:weight", "no function 'weight' in rules.py — did you mean 'weigh'"),
        (RULE, "rules.py:HALF", "no function 'HALF' in rules.py"),
        ("def f(:\n", "rules.py:f", "rules.py fails: SyntaxError"),
        ("1 / 0\n", "rules.py:f", "rules.py fails: ZeroDivisionError: division by zero"),
    ],
)
def test_what_is_wrong_with_a_file_is_said(own: Any, tmp_path: Path, file: str, text: str, message: str) -> None:
    (tmp_path / "rules.py").write_text(file, encoding="utf-8")
    with pytest.raises(SkypactError, match=message):
        functions(own(text), tmp_path, allow_code=True)


def test_an_entry_point_is_installed_and_so_allowed(own: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its package was installed on purpose; an unknown one is refused with the nearest."""
    points = (EntryPoint("my-rule", "math:sqrt", code.GROUP), EntryPoint("a-number", "math:pi", code.GROUP))
    monkeypatch.setattr(code, "entry_points", lambda group: points if group == "skypact.plugins" else ())
    assert functions(own("my-rule"), tmp_path)["own"](9) == 3
    with pytest.raises(SkypactError, match=r"entry point 'my-rul' of skypact.plugins — did you mean 'my-rule'"):
        functions(own("my-rul"), tmp_path)
    with pytest.raises(SkypactError, match="'a-number' is no function"):
        functions(own("a-number"), tmp_path)


def test_the_digest_is_that_of_the_file(own: Any, tmp_path: Path) -> None:
    """A change anywhere in the file is another code; a function without a file is known by its own code."""
    (tmp_path / "rules.py").write_text(RULE, encoding="utf-8")
    function = functions(own("rules.py:weigh"), tmp_path, allow_code=True)["own"]
    assert digest(function) == sha256(RULE.encode()).hexdigest()
    bare: dict[str, Any] = {}
    exec("def one(x):\n    return 1.0\ndef two(x):\n    return 2.0\n", bare)
    assert digest(bare["one"]) != digest(bare["two"])
    assert len(digest(bare["one"])) == 64
