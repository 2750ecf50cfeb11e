"""Parameters, who names what, the door, what is missing: on a small catalogue whose answers are known."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.shelves import catalogue_folder, scenario_file

from skypact.core.errors import SkypactError
from skypact.load.catalogue.lookup.contents import contents
from skypact.load.catalogue.lookup.door import Found, find
from skypact.load.catalogue.lookup.entries import entry
from skypact.load.catalogue.lookup.missing import missing
from skypact.load.catalogue.lookup.parameters import figures, sheet_defaults, sheet_parameters
from skypact.load.catalogue.lookup.uses import Uses
from skypact.load.catalogue.shelf import Catalogue


@pytest.fixture
def uses(tmp_path: Path) -> Uses:
    """Return the small catalogue and its one scenario."""
    return Uses(Catalogue(catalogue_folder(tmp_path)), scenario_file(tmp_path))


def test_parameters_are_as_their_file_writes_them(uses: Uses) -> None:
    """Values keep their unit; the quantity behind them is SI; sets stand apart."""
    found = {p.path: p for p in sheet_parameters(uses.catalogue, "weapons", "Arrow")}
    assert set(found) == {"max_range", "max_altitude", "speed", "channels", "missiles", "reaction", "kill.aircraft"}
    assert found["speed"].value == "3600 km/h"
    assert found["speed"].quantity.value == pytest.approx(1000.0)
    assert found["speed"].sets == {"maker": "4000 km/h", "critic": "3000 km/h"}
    assert (found["max_range"].low, found["max_range"].high) == ("30 km", "50 km")
    assert figures(uses.catalogue, "Arrow")[0].sets["maker"] == "280 km"


def test_what_a_sheet_leaves_to_the_format_is_told_apart(uses: Uses) -> None:
    """`reload` is not in the sheet, `reaction` is."""
    left = dict(sheet_defaults(uses.catalogue, "weapons", "Arrow"))
    assert left["reload"].value == 1800.0
    assert "reaction" not in left
    assert all(q.is_assumed for q in left.values())


def test_who_names_what(uses: Uses) -> None:
    """A scenario, a row, an item, a claim name the system; sources know who cites them."""
    assert uses.system_scenarios("Arrow") == ["drop"]
    assert uses.sheets == {("weapons", "Arrow"): ["drop"]}
    assert [(h.nation, h.unit_id) for h in uses.holdings] == [("BY", "first")]
    assert [(a, key) for a, key, _ in uses.items_naming("systems", "Arrow")] == [("of-2012", "arrow")]
    assert uses.claims_naming("systems", "Arrow") == ["arrow-reaches"]
    assert ("timeline", "signed") in uses.sources["book"]
    assert ("timeline", "signed") in uses.sources["paper"]  # its rival account
    assert "unread" not in uses.sources


def test_a_muster_brings_the_sheets_of_its_day(tmp_path: Path) -> None:
    """The row counts from May 2006 to the end of 2012, and only where its branch has a post."""
    shelf = Catalogue(catalogue_folder(tmp_path))
    for on, posts, expected in (
        ("2010-01-01", "{missiles: hq}", True), ("2006-04-30", "{missiles: hq}", False),
        ("2013-01-01", "{missiles: hq}", False), ("2010-01-01", "{aviation: hq}", False),
    ):  # fmt: skip
        path = tmp_path / "m.yaml"
        path.write_text(f"date: {on}\nmusters: {{BY: {{posts: {posts}}}}}\n", encoding="utf-8")
        assert (("weapons", "Arrow") in Uses(shelf, {"m": path}).sheets) == expected, (on, posts)


def test_a_muster_brings_nothing_that_never_came(tmp_path: Path) -> None:
    """A row that has only an announced date counts where the muster goes by announced dates, and nowhere else."""
    folder = catalogue_folder(tmp_path)
    sheet = folder / "orbat" / "BY.yaml"
    text = sheet.read_text(encoding="utf-8")
    assert text.count("from: 2006-05,") == 1
    sheet.write_text(text.replace("from: 2006-05,", "announced: 2006-05,"), encoding="utf-8")
    for more, expected in (("", False), (", announced: true", True)):
        path = tmp_path / "m.yaml"
        path.write_text(f"date: 2010-01-01\nmusters: {{BY: {{posts: {{missiles: hq}}{more}}}}}\n", encoding="utf-8")
        assert (("weapons", "Arrow") in Uses(Catalogue(folder), {"m": path}).sheets) == expected


def test_the_door(uses: Uses) -> None:
    """One id may be several things; ROOM/id is one of them; what is nothing is told with the nearest."""
    assert find(uses.catalogue, uses.scenarios, "Arrow") == [Found("systems", "Arrow"), Found("weapons", "Arrow")]
    assert find(uses.catalogue, uses.scenarios, "weapons/Arrow") == [Found("weapons", "Arrow")]
    assert find(uses.catalogue, uses.scenarios, "BY/first") == [Found("units", "BY/first")]
    assert find(uses.catalogue, uses.scenarios, "arrow-reaches") == [Found("claims", "arrow-reaches")]
    assert find(uses.catalogue, uses.scenarios, "duty") == [Found("forces", "duty")]
    assert find(uses.catalogue, uses.scenarios, "bolt") == [Found("weapons", "Bolt")]
    with pytest.raises(SkypactError, match="did you mean 'Arrow'"):
        find(uses.catalogue, uses.scenarios, "Arow")
    with pytest.raises(SkypactError, match="did you mean 'Arrow'"):
        find(uses.catalogue, uses.scenarios, "weapons/Arow")


def test_an_entry_holds_all_of_a_system(uses: Uses) -> None:
    """Figures, parameters of its sheets in SI, rows, and who names it."""
    made = entry(uses, Found("systems", "Arrow"))
    assert made["figures"][0]["sets"] == {"maker": 280_000.0, "article": 200_000.0}
    assert {row["path"] for row in made["parameters"]["weapons/Arrow"]} >= {"speed", "kill.aircraft"}
    assert made["named_by"]["orbat"][0]["from"] == "2006-05"
    assert made["named_by"]["claims"] == ["arrow-reaches"]


@pytest.mark.parametrize("name", ["Arrow", "weapons/Bolt", "signed", "DROP", "of-2012", "arrow-reaches", "T", "BY",
                                  "BY/first", "duty", "drop", "book"])  # fmt: skip
def test_everything_has_an_entry(uses: Uses, name: str) -> None:
    found = find(uses.catalogue, uses.scenarios, name)[0]
    assert entry(uses, found)["fact"]


def test_missing_counts_what_is_assumed_and_ranks_by_use(uses: Uses) -> None:
    """Arrow: 4 of 7 assumed and used once; Bolt: 6 of 7 (bare values have no source), used by nobody."""
    found = missing(uses)
    assert [(x.id, len(x.assumed), x.stated, x.scenarios) for x in found] == [
        ("Arrow", 4, 7, ("drop",)), ("Bolt", 6, 7, ()),
    ]  # fmt: skip


def test_contents_has_a_line_of_each(uses: Uses) -> None:
    found = contents(uses.catalogue, uses.scenarios)
    assert {room: len(lines) for room, lines in found.items()} == {
        "systems": 1, "sheets": 2, "orbat": 1, "incidents": 1, "timeline": 2, "articles": 1, "claims": 1,
        "treaties": 1, "scenarios": 1,
    }  # fmt: skip
    assert found["scenarios"][0].title == "Toys fall"
