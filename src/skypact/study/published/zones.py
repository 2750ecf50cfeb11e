"""Zones: readings of a scenario's claim about zones, judged by the claims of that scenario (`study.claims`)."""

from __future__ import annotations

import math

from skypact.core.errors import SkypactError, nearest
from skypact.spec.catalogue.claim import Zone
from skypact.spec.scenario import Scenario
from skypact.study.claims import judge
from skypact.study.claims.words import limits
from skypact.study.published.finding import Finding
from skypact.study.published.verdict import Limit, Thing


def zone(key: str, reading: Zone, scenario: Scenario, draws: int, seed: int) -> Finding:
    """Return what a reading of a scenario's claim comes to at one height [m], with settings already in the scenario."""
    claim = scenario.claims.get(reading.claim)
    if claim is None:
        right = nearest(reading.claim, scenario.claims)
        raise SkypactError(f"{scenario.id}: unknown claim {reading.claim!r} — {right}")
    if reading.reading not in claim.readings:
        right = nearest(reading.reading, claim.readings)
        raise SkypactError(f"{scenario.id}: {reading.claim} has no reading {reading.reading!r} — {right}")
    how = claim.readings[reading.reading]
    only = claim.model_copy(update={"heights": [reading.height], "readings": {reading.reading: how}})
    asked = scenario.model_copy(update={"claims": {reading.claim: only}})
    found = judge.judged(asked, [reading.claim], draws=draws, seed=seed)
    one = found.findings[0]
    slack = how.tolerance.value
    limit = Limit(
        how.at_least.value - slack if how.at_least is not None else -math.inf,
        how.at_most.value + slack if how.at_most is not None else math.inf,
    )
    least = min(span.low_m for span in one.accounts.values())
    most = max(span.high_m for span in one.accounts.values())
    note = "no zone there before: nothing moves" if one.taken == judge.NONE else limits(how)
    return Finding(
        key, "zone", reading.text, "length", one.figure_m, math.nan, math.nan, least, most, one.share, limit,
        one.taken == judge.HOLDS, tuple(_things(one)), {"draws": draws, "accounts": len(one.accounts)}, signed=True,
        note=note,
    )  # fmt: skip


def _things(one: judge.Finding) -> list[Thing]:
    made = []
    for turn in one.turns:
        assumed = turn.kind == "assumption" and turn.source == "assumed"
        kind = "quantity" if turn.kind == "assumption" else turn.kind
        shift = abs(turn.figure_m - one.figure_m) if math.isfinite(turn.figure_m) else math.inf
        made.append(Thing(turn.name, kind, assumed, turn.source, turn.figure_m, turn.figure_m, True, shift, turn.text,
                          turn.at, turn.text.partition("turns at ")[2].partition(" (")[0]))  # fmt: skip
    others = {other for span in one.accounts.values() for other in span.others}
    if others and not made:
        made.append(Thing("several together, assumed ones among them", "several", True, "", one.low_m, one.high_m, True,
                          one.high_m - one.low_m))  # fmt: skip
    return made
