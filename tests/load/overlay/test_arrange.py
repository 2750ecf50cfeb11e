"""Overlays: arrangements, rival accounts, settings by path, rival sets; and the refusals of law 9."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.load.conftest import Load

from skypact.core.errors import InputFaults
from skypact.load.canonical import canonical, sha256
from skypact.load.overlay.arrange import arrange, hypothesis, with_sets, with_values
from skypact.load.overlay.quantities import quantities
from skypact.load.scenario import scenario

SCENARIOS = Path(__file__).resolve().parents[3] / "scenarios"


def test_no_arrangement_is_the_scenario_as_written(load: Load) -> None:
    made = load()
    assert canonical(arrange(made, "")) == canonical(made.model_copy(update={"arrangements": {}}))


def test_an_overlay_drops_moves_and_replaces(load: Load) -> None:
    made = arrange(load(), "apart")
    assert made.links == []  # dropped by its other direction
    assert made.sensors["radar"].reports_to == "border"
    assert [right.action for right in made.rights] == ["look"]
    assert arrange(load(), "national").rights[0].action == "engage"


def test_an_overlay_has_its_own_rules_for_crews_that_are_alone() -> None:
    """Without rules of its own an arrangement keeps those of the scenario."""
    made = scenario(Path(__file__).parents[3] / "scenarios" / "2016-05-loss.yaml")
    rules = {name: arrange(made, name).autonomy for name in ("agreement", "crews-held")}
    assert rules["agreement"] == made.autonomy
    held = rules["crews-held"]
    assert held is not None
    assert [right.forbids for right in held.rights] == [True]


def test_an_overlay_gives_posts_another_doctrine_and_crews_other_rules(load: Load) -> None:
    """Rules of an overlay replace those of the scenario; an overlay without any keeps them, an empty list ends them."""
    rules = "autonomy: {after: 1 min, rights: [{action: engage, classes: [hostile]}]}\n"
    apart = "    title: One battery apart\n    doctrine: {centre: salvo}\n    autonomy: {rights: []}\n"
    made = load(("arrangements:\n", f"{rules}arrangements:\n"), ("    title: One battery apart\n", apart))
    plain, other = arrange(made, "national"), arrange(made, "apart")
    assert [plain.posts["centre"].doctrine, other.posts["centre"].doctrine] == [None, "salvo"]
    assert plain.autonomy == made.autonomy
    assert other.autonomy is not None
    assert other.autonomy.rights == []


def test_an_overlay_adds_links_in_order(load: Load) -> None:
    edit = ("    links_drop: [[centre, border]]", "    links_add: [{from: border, to: centre, carries: [plots]}]")
    links = arrange(load(edit), "apart").links
    assert [(link.a, link.b, link.carries) for link in links] == [
        ("border", "centre", ["plots"]),
        ("border", "centre", ["reports"]),
    ]


def test_a_rival_account_speaks_of_posts_and_of_arrangements(load: Load) -> None:
    made = hypothesis(load(), "stopped")
    assert made.posts["border"].stops.value == 0.9
    assert arrange(made, "apart").rights[0].consent[0].delay.value == 60.0
    assert arrange(load(), "apart").rights[0].consent[0].delay.value == 120.0


@pytest.mark.parametrize(
    ("path", "text", "value"),
    [
        ("posts.border.stops", "0.25", 0.25),
        ("posts.border.stops", 0.25, 0.25),
        ("links.border>centre.latency", "1 min", 60.0),
        ("effects.alertness", 0, 0.0),
        ("sensors.radar.reference.range", "120 km", 120e3),
        ("sensors.radar.link.latency", "1 s", 1.0),
        ("batteries.s300-02.kill.cruise", "20 %", 0.2),
        ("identification.sure", {"value": 0.95, "low": 0.9, "high": 0.96}, 0.95),
        ("environment.trees", "5 m", 5.0),
        ("rights.0.delay", "5 s", 5.0),
        ("duration", "8 min", 480.0),
    ],
)
def test_a_setting_changes_one_quantity_and_no_other(load: Load, path: str, text: object, value: float) -> None:
    before = load()
    after = with_values(before, {path: text})
    old, new = dict(quantities(before)), dict(quantities(after))
    assert new[path].value == value
    assert new[path].is_assumed
    assert {p for p in old if old[p] != new[p]} == {path}
    assert sha256(after) != sha256(before)


def test_a_counted_unit_is_set_with_all_its_copies(load: Load) -> None:
    made = with_values(load(), {"batteries.s300.reaction": "9 s"})
    assert [b.reaction.value for b in made.batteries.values()] == [9.0, 9.0]


def test_an_optional_quantity_that_was_not_given_can_be_set(load: Load) -> None:
    made = with_values(load(), {"batteries.s300.range_at_low_altitude": "20 km"})
    low = made.batteries["s300-01"].range_at_low_altitude
    assert low is not None
    assert low.value == 20e3


@pytest.mark.parametrize(
    ("path", "text", "message"),
    [
        ("posts.border.stop", "0.5", "did you mean 'posts.border.stops'"),
        ("posts.bordr.stops", "0.5", "did you mean 'posts.border'"),
        ("posts.border", "0.5", "names no quantity"),
        ("posts.border.picture", "true", "names no quantity"),
        ("posts.border.at", "[53, 24]", "names no quantity"),
        ("posts.border.stops.value", "0.5", "the quantity is 'posts.border.stops'"),
        ("posts.border.stops", "5 km", "wrong unit 'km' for a share"),
        ("posts.border.stops", "1.5", "value 1.5 is above 1"),
        ("posts.border.stops", None, "no value for 'posts.border.stops'"),
        ("batteries.s300.min_range", "80 km", "min_range is not below max_range"),
        ("batteries.s300.kill.balloon", "0.5", "leads nowhere"),
        ("", "0.5", "names no quantity"),
    ],
)
def test_what_cannot_be_set_is_refused_with_a_reason(load: Load, path: str, text: object, message: str) -> None:
    with pytest.raises(InputFaults) as refused:
        with_values(load(), {path: text})
    assert message in str(refused.value)


@pytest.mark.parametrize(
    "path",
    [
        "intruders.raid.begin",
        "intruders.raid-01.route.0.alt",
        "intruders.raid.speed",
        "crafts.jet.altitude",
        "traffic.civil.every",
        "intruders",
        "intruders.nobody.begin",
    ],
)
def test_defence_only(load: Load, path: str) -> None:
    with pytest.raises(InputFaults, match=r"constants of a scenario \(defence only\) — choose a defender"):
        with_values(load(), {path: "100 m"})
    with pytest.raises(InputFaults, match="constants of a scenario"):
        load(sets={path: "100 m"})
    with pytest.raises(InputFaults, match="constants of a scenario"):
        load(("posts.border.stops: 0.9", f"{path}: 100 m" if path else ""))


def test_all_refused_settings_are_told_at_once(load: Load) -> None:
    with pytest.raises(InputFaults) as refused:
        load(sets={"posts.border.stops": "2", "crafts.jet.speed": "1 m/s", "posts.border.handling": "5 s"})
    assert [f.path for f in refused.value.faults] == ["crafts.jet.speed", "posts.border.stops"]


def test_rival_sets(load: Load) -> None:
    made = with_sets(load(), ["press"])
    reach = made.sensors["radar"].reference.range  # type: ignore[union-attr]
    assert reach.value == 200e3
    assert reach.bounds() == (100e3, 200e3)
    with pytest.raises(InputFaults, match="unknown set 'pres' — did you mean 'press'"):
        with_sets(load(), ["pres"])


def test_rival_sets_of_constants_are_no_settings(load: Load) -> None:
    made = load(("altitude: 3 km, rcs: 5 dBsm", "altitude: {value: 3 km, sets: {low: 200 m}}, rcs: 5 dBsm"))
    with pytest.raises(InputFaults, match="unknown set 'low'"):
        with_sets(made, ["low"])


def test_unknown_names(load: Load) -> None:
    with pytest.raises(InputFaults, match="unknown arrangement 'natinal' — did you mean 'national'"):
        arrange(load(), "natinal")
    with pytest.raises(InputFaults, match="unknown hypothesis 'stoped' — did you mean 'stopped'"):
        load(hypothesis="stoped")


def test_settings_come_after_the_rival_account(load: Load) -> None:
    made = load(hypothesis="stopped", sets={"posts.border.stops": "0.2"})
    assert made.posts["border"].stops.value == 0.2


def test_links_between_the_same_posts_have_names_of_their_own(load: Load) -> None:
    made = load(("latency: 4 s}", "latency: 4 s}\n  - {from: border, to: centre, carries: [plots], latency: 7 s}"))
    named = {path: q.value for path, q in quantities(made) if path.endswith(".latency") and path.startswith("links")}
    assert named == {"links.border>centre:plots.latency": 7.0, "links.border>centre:reports.latency": 4.0}


def test_what_a_setting_puts_in_is_checked_like_the_file() -> None:
    """A beam of no width is refused where `--set` brings it, and nothing that was in the file already."""
    with pytest.raises(InputFaults) as refused:
        scenario(SCENARIOS / "2016-05-border.yaml", sets={"sensors.ru-pskov.beam": "0 deg"})
    assert [(f.file, f.path, f.what) for f in refused.value.faults] == [
        ("--set", "sensors.ru-pskov.beam", "a beam of no width")
    ]
    assert scenario(SCENARIOS / "2006-s300ps.yaml", sets={"sensors.early-minsk.mast": "9 m"})
