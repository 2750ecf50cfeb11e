"""The index of the five articles: every row of what they say has its items, every place that an item names exists."""

from __future__ import annotations

from pathlib import Path

import pytest

from skypact.load.catalogue.shelf import Catalogue

ROOT = Path(__file__).parents[2]
CATALOGUE = Catalogue()
ARTICLES = CATALOGUE.articles
CSMS, DIGEST, MAY, MONITOR, NOVEMBER = "000-2008-11", "001-2012-05", "002-2016-05", "003-2005-04", "004-2016-11"
ALL = (CSMS, DIGEST, MAY, MONITOR, NOVEMBER)
ITEMS = [(article, key) for article, one in ARTICLES.items() for key in one.items]

#: What the articles say, written down by hand: articles, and words that some one item of each of them must hold.
ROWS: list[tuple[tuple[str, ...], str]] = [
    ((CSMS,), "Sochi autumn"),
    ((CSMS,), "2 November 2008 3 February 2009"),
    ((MAY, NOVEMBER), "united system keep fit"),
    ((MAY, NOVEMBER), "geography air defence region Moscow"),
    ((CSMS,), "battalions S-300 combat duty"),
    ((MAY, NOVEMBER), "obsolete preferential"),
    ((MAY, NOVEMBER), "S-300SP S-300PS"),
    ((CSMS,), "S-400 2010"),
    ((DIGEST,), "S-400 intercept deployed Belarus"),
    ((MAY,), "Tor import older"),
    ((DIGEST, MAY), "Iskander-M sites Poland"),
    ((DIGEST,), "Iskander-E half 200 km threaten"),
    ((DIGEST,), "Tu-22M3 airfields Soviet Aegis"),
    ((MONITOR,), "strategic bombers landed rapid deployment"),
    ((MONITOR,), "A-50 real time"),
    ((MAY,), "pressed air base"),
    ((MAY,), "overhauled fighters 2014 2015"),
    ((MAY,), "Polonez China refused limited"),
    ((NOVEMBER,), "Polonez enter common system"),
    ((MAY,), "winter 2015 older tactical missiles"),
    ((MONITOR,), "electronic warfare intelligence cooperation"),
    ((MONITOR,), "both ministries modelled"),
    ((MONITOR,), "part Belarusian army mobilised"),
    ((MONITOR,), "support Russia"),
    ((MONITOR,), "border violated air defence air force counter"),
    ((CSMS,), "interceptors Poland 2007"),
    ((CSMS,), "radar Czech X band"),
    ((DIGEST, MAY), "2020 intercept Russian missiles"),
    ((DIGEST, MAY), "faster longer precise nearer"),
    ((MAY,), "ships Navy"),
    ((MAY,), "nullify nuclear"),
    ((CSMS,), "treaty conventional limits weapons"),
    ((CSMS,), "Russia suspends"),
    ((DIGEST,), "ships Navy Aegis interceptors north part"),
    ((DIGEST,), "ships within reach"),
    ((MAY,), "Iskanders Russian crews given Belarus"),
    ((MAY,), "divisions border"),
    ((MAY,), "technicians two facilities Volga naval radio"),
    ((MAY, NOVEMBER), "Minsk bargains control keeps"),
    ((MAY, NOVEMBER), "replaces suppliers distrust"),
    ((MAY, NOVEMBER), "missing fighters overhauled pressure"),
    ((CSMS, MAY, NOVEMBER), "Supreme State Council"),
    ((MAY, MONITOR, NOVEMBER), "joint board"),
    ((NOVEMBER,), "2 November 2016 October"),
    (ALL, "Union State"),
    (ALL, "training personnel"),
    (ALL, "Kazakhstan Ukraine fronts"),
    ((MAY, NOVEMBER), "own crews bases"),
    ((MAY, NOVEMBER), "deployments change who commands worth alliance"),
]


def test_the_five_are_there() -> None:
    assert set(ARTICLES) == set(ALL)
    assert [ARTICLES[name].date for name in ALL] == ["2008-11", "2012-05", "2016-05", "2005-04", "2016-11"]


@pytest.mark.parametrize(("article", "words"), [(a, words) for articles, words in ROWS for a in articles])
def test_every_row_has_an_item(article: str, words: str) -> None:
    held = [f"{item.text} {item.conflict}".lower() for item in ARTICLES[article].items.values()]
    assert any(all(word.lower() in text for word in words.split()) for text in held), held


def test_every_item_stands_for_a_row() -> None:
    rows = [(articles, [word.lower() for word in words.split()]) for articles, words in ROWS]
    spare = [
        (article, key) for article, key in ITEMS
        if not any(
            article in articles and all(w in f"{item.text} {item.conflict}".lower() for w in words)
            for articles, words in rows for item in [ARTICLES[article].items[key]]
        )
    ]  # fmt: skip
    # Said twice or in passing; each is a part of a row above.
    assert {key for _, key in spare} <= {
        "s300-only-obsolete", "s400-interceptors", "intelligence", "institutions-law", "institutions-council",
        "protocol",
    }  # fmt: skip


@pytest.mark.parametrize(("article", "key"), ITEMS)
def test_every_place_of_an_item_exists(article: str, key: str) -> None:
    item = ARTICLES[article].items[key]
    units = {f"{nation}/{unit}" for nation, orbat in CATALOGUE.orbats.items() for unit in orbat.units}
    scenarios = {path.stem for path in (ROOT / "scenarios").glob("*.yaml")}
    assert set(item.systems) <= set(CATALOGUE.systems)
    assert not set(item.orbat) - units
    assert not set(item.events) - set(CATALOGUE.timeline.events)
    assert not set(item.incidents) - set(CATALOGUE.incidents)
    assert set(item.scenarios) <= set(scenarios)
    assert set(item.claims) <= set(CATALOGUE.claims)
    for page in item.model:
        path = page if "/" in page else f"model/{page}"
        assert (ROOT / "docs" / f"{path}.md").is_file(), page


@pytest.mark.parametrize(("article", "key"), ITEMS)
def test_what_is_out_says_because(article: str, key: str) -> None:
    out = ARTICLES[article].items[key].out
    assert not out or out.startswith("because ")


def test_conflicts_that_are_known_stand() -> None:
    def conflict(article: str, key: str) -> str:
        return ARTICLES[article].items[key].conflict

    assert "3 February 2009" in conflict(CSMS, "unified-air-defence")
    assert "280 km" in conflict(DIGEST, "iskander-e-range")
    assert "S-300PS" in conflict(MAY, "s300-obsolete")
    assert "October 2016" in conflict(NOVEMBER, "joint-board")
    assert "no second source" in conflict(MONITOR, "strategic-bombers").lower()
