"""Candidates: the list of changes that the ledger tries, from an arranged scenario."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from skypact.spec.scenario import Scenario
from skypact.study.causal.candidate import Candidate, kind_order
from skypact.study.causal.delays import delays, hours, patience, reports
from skypact.study.causal.forces import channels, plans, readiness, stock
from skypact.study.causal.links import links
from skypact.study.causal.rights import consents, rights, stricter

Source = Callable[[Scenario], Iterator[Candidate]]
#: What would stop an object sooner or at all.
STRONGER: tuple[Source, ...] = (delays, reports, consents, rights, hours, links, readiness, channels, stock)
#: What would tell a civil or friendly aircraft sooner, or hold the fire at it.
CAREFUL: tuple[Source, ...] = (delays, patience, reports, plans, consents, stricter, hours, links, readiness)


def candidates(scenario: Scenario, measure: str = "leak", order: str | Sequence[str] | None = None) -> list[Candidate]:
    """Return the changes to try on a scenario to which its arrangement has been applied, the smallest first.

    Each is one change of the defence: an analyst's single proposal, all copies of a counted unit together. `measure`
    wrongful has another list than leak and unanswered. `order`: kinds from small to large, see `kind_order`.
    """
    kinds = kind_order(order)
    sources = CAREFUL if measure == "wrongful" else STRONGER
    found = [one for source in sources for one in source(scenario)]
    return sorted(found, key=lambda one: (*size(one, kinds), one.id))


def size(one: Candidate, kinds: Sequence[str]) -> tuple[int, int]:
    """Return the size of a change: the place of its kind, then its rank within the kind."""
    return kinds.index(one.kind), one.rank
