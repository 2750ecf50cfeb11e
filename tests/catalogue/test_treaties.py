"""The ledger of the CFE treaty: figures as published, and nothing that no source gives."""

from __future__ import annotations

from skypact.core import dates
from skypact.load.catalogue.shelf import Catalogue
from skypact.spec.catalogue.treaty import Ceiling

CATALOGUE = Catalogue()
CFE = CATALOGUE.treaties["CFE"]
KINDS = ("tanks", "acv", "artillery", "aircraft", "helicopters")


def limits(ceiling: Ceiling) -> tuple[float, ...]:
    """Return the five limits of a ceiling."""
    return tuple(ceiling.limits[kind].value for kind in KINDS)


def test_five_categories_are_limited_and_held() -> None:
    assert tuple(CFE.categories) == KINDS
    assert all(set(c.limits) == set(KINDS) for c in CFE.ceilings)
    assert all(set(h.held) == set(KINDS) for h in CFE.holdings)


def test_ceilings_of_belarus() -> None:
    adapted, cited, memory = (c for c in CFE.ceilings if c.nation == "BY")
    assert limits(adapted) == limits(cited) == (1800, 2600, 1615, 294, 80)
    assert not adapted.in_force
    assert limits(memory) == (1800, 2600, 1615, 260, 80)
    assert all(q.assumed for q in memory.limits.values())


def test_ceilings_of_russia_under_the_adaptation_never_came_into_force() -> None:
    adapted = next(c for c in CFE.ceilings if c.nation == "RU" and c.begin == "1999-11-19")
    assert limits(adapted) == (6350, 11280, 6315, 3416, 855)
    assert not adapted.in_force


def test_holdings_of_all_parties_fall_from_1990_to_2010() -> None:
    held = {h.date: tuple(h.held[kind].value for kind in KINDS) for h in CFE.holdings if h.nation == "all"}
    assert held == {
        "1990": (58282, 77402, 47573, 14311, 3437),
        "1995": (33217, 51349, 33324, 10174, 2749),
        "2000": (30338, 46968, 31511, 9070, 2497),
        "2010": (20979, 38599, 24677, 6110, 1750),
    }


def test_no_national_holdings_are_made_up() -> None:
    assert {h.nation for h in CFE.holdings} == {"all"}
    assert any("any one party" in text for text in CFE.not_found)


def test_sources_are_known_and_figures_without_one_are_assumed() -> None:
    figures = [q for entry in CFE.ceilings for q in entry.limits.values()]
    figures += [q for entry in CFE.holdings for q in entry.held.values()]
    assert all(q.assumed or q.source in CATALOGUE.sources for q in figures)
    cited = [s for entry in (*CFE.ceilings, *CFE.holdings) for s in entry.sources]
    assert cited
    assert all(s in CATALOGUE.sources for s in cited)


def test_events_stand_in_the_timeline() -> None:
    assert len(CFE.events) == len(set(CFE.events)) == 12
    if CATALOGUE.folder.joinpath("timeline.yaml").is_file():
        events = CATALOGUE.timeline.events
        assert not [e for e in CFE.events if e not in events]
        days = [dates.last(events[e].date) for e in CFE.events]
        assert days == sorted(days)
