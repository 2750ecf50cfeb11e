"""Musters: the units of a day, their names, what a name for several of them stands for, and what faults say."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from tests import musters

from skypact.core.errors import InputFaults
from skypact.load.canonical import dump_yaml, sha256
from skypact.load.scenario import called, scenario
from skypact.spec.scenario import Scenario

BEFORE, PAIR, THREE = datetime.date(2005, 1, 1), datetime.date(2012, 1, 1), datetime.date(2016, 5, 6)
LONG = [f"first-brigade-Long-{i:02d}" for i in (1, 2, 3)]


class Case:
    """A scenario with edits, and the catalogue beside it."""

    def __init__(self, folder: Path):
        self.catalogue = musters.catalogue(folder / "catalogue")
        self.path = folder / "mustered.yaml"

    def write(self, *edits: tuple[str, str]) -> Path:
        """Write the scenario with texts replaced, each of which stands there once."""
        text = musters.SCENARIO
        for old, new in edits:
            assert text.count(old) == 1, old
            text = text.replace(old, new)
        self.path.write_text(text, encoding="utf-8")
        return self.path

    def load(self, *edits: tuple[str, str], on: datetime.date | None = None) -> Scenario:
        """Load the scenario with edits."""
        return scenario(self.write(*edits), catalogue=self.catalogue, on=on)

    def faults(self, *edits: tuple[str, str]) -> list[str]:
        """Return the faults of the scenario with edits."""
        with pytest.raises(InputFaults) as refused:
            self.load(*edits)
        return [str(fault).removeprefix(str(self.path)) for fault in refused.value.faults]


@pytest.fixture
def case(tmp_path: Path) -> Case:
    return Case(tmp_path)


def test_the_day_of_the_scenario_has_its_units(case: Case) -> None:
    made = case.load()
    assert list(made.batteries) == [*LONG, "own"]
    assert list(made.sensors) == ["watch-Eye-01"]
    assert not made.fighters
    assert made.batteries[LONG[0]].commander == "centre"
    assert made.batteries[LONG[0]].at == (53.5, 24)
    assert made.batteries[LONG[0]].nation == made.batteries[LONG[0]].crew == "AA"
    assert made.batteries[LONG[0]].sources == ["paper"]
    assert made.sensors["watch-Eye-01"].reports_to == "centre"


def test_a_unit_keeps_its_name_over_days(case: Case) -> None:
    """Luck belongs to names: two launchers of 2012 are the first two of three in 2016, and one alone has its number."""
    assert [n for n in case.load(on=PAIR).batteries if n != "own"] == LONG[:2]
    assert [n for n in case.load(on=BEFORE).batteries if n != "own"] == []
    minister = ("    posts: {missiles", "    account: minister\n    posts: {missiles")
    assert [n for n in case.load(minister).batteries if n != "own"] == [*LONG[:2], "second-brigade-Long-01"]


def test_fighters_are_sorties_of_one_unit(case: Case) -> None:
    with_own = case.load(on=PAIR).fighters["wing-Jet"]
    assert (with_own.sorties.value, with_own.sorties.low, with_own.sorties.high) == (2, 1, 4)
    assert with_own.crew == "BB"
    assert with_own.readiness.value == 600
    every = case.load(("wing: {sorties: {value: 2, low: 1, high: 4, assumed: true}}\n", "wing: {}\n"), on=PAIR)
    sorties = every.fighters["wing-Jet"].sorties
    assert (sorties.value, sorties.low, sorties.high, sorties.source) == (4, 3, 5, None)
    assert sorties.assumed  # the row has a source, its number has none


def test_a_number_that_a_row_lacks_is_assumed_and_one_that_it_states_has_its_source(case: Case) -> None:
    free = ("wing: {sorties: {value: 2, low: 1, high: 4, assumed: true}}\n", "wing: {}\n")
    sheet = case.catalogue / "orbat" / "AA.yaml"
    text = sheet.read_text(encoding="utf-8")
    said = "count: {value: 4, low: 3, high: 5, assumed: true}, "
    assert text.count(said) == 1
    for count, expected in (("", (1, True)), ("count: 4, ", (4, False))):
        sheet.write_text(text.replace(said, count), encoding="utf-8")
        sorties = case.load(free, on=PAIR).fighters["wing-Jet"].sorties
        assert (sorties.value, sorties.is_assumed) == expected


def test_the_resolved_form_has_units_and_no_muster(case: Case, tmp_path: Path) -> None:
    made = case.load(on=PAIR)
    assert made.musters == {}
    again = tmp_path / "again.yaml"
    again.write_text(dump_yaml(made), encoding="utf-8")
    assert sha256(scenario(again, catalogue=case.catalogue)) == sha256(made)
    assert sha256(case.load(on=THREE)) != sha256(made)
    assert sha256(case.load(on=THREE)) == sha256(case.load())


def test_names_for_several_stand_for_those_of_the_day(case: Case) -> None:
    then, now = case.load(on=PAIR), case.load()
    assert [row.units for row in then.rights] == [["wing-Jet"], ["own", *LONG[:2], "wing-Jet"]]
    assert [row.units for row in now.rights] == [["own", *LONG]]  # nobody of the wing is left: its row is gone
    assert [row.units for row in now.arrangements["unified"].rights] == [LONG, LONG[2:], LONG]
    assert [row.units for row in then.arrangements["unified"].rights] == [LONG[:2], [*LONG[:2], "wing-Jet"]]


def test_the_narrower_name_commands(case: Case) -> None:
    made = case.load(on=PAIR).arrangements["unified"].commander
    assert made == {LONG[0]: "ally", LONG[1]: "ally", "wing-Jet": "centre"}


def test_an_arrangement_that_loses_every_row_gives_no_right(case: Case) -> None:
    """Without rows it would take those of the scenario, which let the centre fire."""
    made = case.load(on=BEFORE).arrangements["unified"].rights
    assert [(row.action, row.forbids) for row in made] == [("look", True), ("engage", True)]


def test_changes_and_crews_name_units_too(case: Case) -> None:
    change = ("arrangements:\n", "changes:\n  - {at: 2 min, lost: [wing, first-brigade]}\narrangements:\n")
    assert case.load(change, on=PAIR).changes[0].lost == ["wing-Jet", *LONG[:2]]
    lent = "  lent: {title: Lent, arrangement: national, crew: {AA: BB}}\n"
    choice = ("arrangements:\n", f"choices:\n{lent}arrangements:\n")
    assert case.load(choice).choices["lent"].crew == dict.fromkeys(LONG, "BB")


def test_own_keys_are_laid_over(case: Case) -> None:
    own = ("batteries:\n", "batteries:\n  first-brigade-Long-02: {missiles: 8}\n")
    made = case.load(own).batteries
    assert [made[name].missiles.value for name in LONG] == [24, 8, 24]
    without = ("    units:\n", "    without: [first-brigade-Long]\n    units:\n")
    assert list(case.load(without).batteries) == ["own"]


def test_what_each_row_came_to(case: Case) -> None:
    found = called(case.write(), on=PAIR, catalogue=case.catalogue)
    assert [(c.row.name, c.row.held.type, len(c.names), c.why) for c in found] == [
        ("first-brigade", "Long", 2, ""), ("wing", "Jet", 1, ""),
        ("wing", "Bomber", 0, "the model has nothing for it: nothing of it defends"), ("watch", "Eye", 1, ""),
    ]
    few = case.write(("{missiles: centre, radars: centre, aviation: centre}", "{missiles: centre}"))
    found = called(few, on=PAIR, catalogue=case.catalogue)
    assert [c.why for c in found if c.row.name == "watch"] == ["the muster names no post for radars"]


def test_faults_have_the_line_of_the_muster(case: Case) -> None:
    line = musters.SCENARIO.splitlines().index("  AA:") + 1
    posts = ("{missiles: centre, radars", "{missiles: center, radars")
    assert case.faults(posts) == [
        f":{line + 1}:13: musters.AA.posts.missiles: unknown post 'center' — did you mean 'centre'?"
    ]
    account = ("    posts: {missiles", "    account: ministry\n    posts: {missiles")
    assert case.faults(account) == [
        f":{line + 1}:5: musters.AA.account: unknown account 'ministry' of AA — did you mean 'minister'?"
    ]
    unit = ("      wing: {sorties", "      wings: {sorties")
    assert case.faults(unit) == [
        f":{line + 3}:7: musters.AA.units.wings: unknown unit 'wings' — did you mean 'wing'?"
    ]
    key = ("      wing: {sorties", "      first-brigade: {misiles: 3}\n      wing: {sorties")
    assert f":{line + 3}:23: batteries.first-brigade-Long-01.misiles: unknown key 'misiles'" in case.faults(key)[0]
    nation = ("musters:\n  AA:", "musters:\n  AC:")
    what = "no order of battle of 'AC' in the catalogue — known: AA"
    assert case.faults(nation)[0] == f":{line}:3: musters.AC: {what}"
    branch = ("{missiles: centre, radars", "{misiles: centre, radars")
    assert "musters.AA.posts.misiles" in case.faults(branch)[0]


def test_a_post_without_picture_may_not_command(case: Case) -> None:
    line = musters.SCENARIO.splitlines().index("  AA:") + 2
    said = case.faults(("  centre: {nation: AA, at: Town, picture: true}", "  centre: {nation: AA, at: Town}"))
    at = f":{line}:13: batteries.first-brigade-Long-01.commander: 'centre' commands weapons"
    assert any(at in one for one in said)


def test_a_day_after_the_orders_of_battle_is_refused(case: Case) -> None:
    late = ("    posts: {missiles", "    on: 2022-02-01\n    posts: {missiles")
    assert "musters.AA.on: orders of battle end on 2022-01-31" in case.faults(late)[0]


@pytest.mark.parametrize("keys", ["{route: [{at: Town}]}", "{intent: attack}", "{begin: 10 s}"])
def test_a_muster_writes_nothing_that_flies_in(case: Case, keys: str) -> None:
    """Its units defend: what an intruder has is no key of theirs, and an intruder is none of them."""
    key = keys[1:].partition(":")[0]
    said = case.faults(("      wing: {sorties", f"      first-brigade: {keys}\n      wing: {{sorties"))
    assert f"batteries.first-brigade-Long-01.{key}: unknown key '{key}'" in said[0]
    said = case.faults(("      wing: {sorties", f"      raid: {keys}\n      wing: {{sorties"))
    assert "unknown unit 'raid'" in said[0]
