"""Words: cases and the ledger in plain sentences."""

from __future__ import annotations

from collections.abc import Sequence

from skypact.arrays import codes
from skypact.core.clock import clock_text
from skypact.load.catalogue.shelf import Catalogue
from skypact.spec.scenario import Scenario
from skypact.study.causal.candidate import KINDS, Candidate

#: measure → (cases in the plural, one case, what a change does to them).
CASE_WORDS = {
    "leak": ("attackers that got through", "an attacker that got through", "stopped"),
    "unanswered": ("trespassers that nobody answered", "a trespasser that nobody answered", "answered"),
    "wrongful": ("civil or friendly aircraft fired at", "a civil or friendly aircraft fired at", "spared"),
}
_PASSIVE = (
    codes.F_DESTROYED, codes.F_TURNED_BACK, codes.F_ESCORTED_OUT, codes.F_FORCED_LANDING, codes.F_JAMMED,
)
#: Changes of one size that a sentence names; of more it says how many there are.
TIES_NAMED = 2
#: The kind of a case that no candidate alters.
NOTHING = "nothing in the list"


class Places:
    """Names of the towns at which routes end."""

    def __init__(self, scenario: Scenario) -> None:
        known = Catalogue().places | scenario.places
        self._names = {(float(at[0]), float(at[1])): name for name, at in known.items() if not isinstance(at, str)}
        self._scenario = scenario

    def goal(self, intruder: str) -> str:
        """Return the town at which a route ends, "its goal" where it has no name."""
        one = self._scenario.intruders.get(intruder)
        if one is None or not (one.route or one.arc):
            return "its goal"
        at = one.route[-1].at if one.route else (one.arc.to if one.arc else None)
        return self._names.get((float(at[0]), float(at[1])), "its goal") if at is not None else "its goal"


def case_text(measure: str, intruder: str, run: int, fate: int, t_s: float | None, start: str, places: Places) -> str:
    """Return what happened in the base: "cruise-north-01 in run 12 reached Vitebsk at 05:21:30"."""
    when = "" if t_s is None else f" at {clock_text(start, t_s)}"
    if measure == "wrongful":
        what = f"was first fired on{when}"
    elif measure == "unanswered":
        what = "was answered by nobody"
    elif fate == codes.F_REACHED:
        what = f"reached {places.goal(intruder)}{when}"
    else:
        what = "was still inside at the end"
    return f"{intruder} in run {run} {what}"


def otherwise(measure: str, fates: Sequence[int], changes: Sequence[Candidate]) -> str:
    """Return what the smallest changes make of a case, each with whose it is; `fates` are those in their worlds."""
    if not changes:
        return NOTHING + " alters it"
    owners = list(dict.fromkeys(one.owner for one in changes))
    alone = len(owners) == 1
    named = [f"with {one.words}" + ("" if alone else f" (of {one.owner})") for one in changes[:TIES_NAMED]]
    more = len(changes) - len(named)
    ways = ", or ".join(named)
    ways += f", or by {more} more change{'s' if more > 1 else ''} of the same size" if more else ""
    ways += f"; owner {owners[0]}" if alone else ""
    if measure == "wrongful":
        return f"it would not have been {ways}"
    if measure == "unanswered":
        return f"it would have been answered {ways}"
    fate = fates[0]
    been = "been " if fate in _PASSIVE else ""
    return f"it would have {been}{codes.FATE_NAMES[fate] if fate != codes.F_LEFT else 'left'} {ways}"


def world(arrangement: str) -> str:
    """Return an arrangement in a sentence."""
    return f"under “{arrangement}”" if arrangement else "as the scenario is written"


def kind_title(kind: str) -> str:
    """Return a kind of change in words."""
    return KINDS.get(kind, f"{NOTHING} alters it")


def percent(share: float) -> str:
    """Return a share for a sentence, with a decimal where it is small."""
    return f"{100 * share:.{1 if share < 0.1 else 0}f} %"
