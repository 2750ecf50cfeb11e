"""Words: what was found of a claim, in sentences: its verdict, its band, and what decides."""

from __future__ import annotations

import math
from collections.abc import Iterator

from skypact.core import units
from skypact.spec.claim import Account, Claim, Reading
from skypact.study.claims.judge import DEPENDS, NONE, Finding, Judged

#: Assumptions, accounts and hypotheses that one sentence names.
MOST_NAMED = 4


def km(value_m: float) -> str:
    """Return a figure in whole kilometres."""
    return "—" if not math.isfinite(value_m) else f"{round(value_m / 1000):d} km".replace("-", "−")


def band(finding: Finding) -> str:
    """Return the band of a figure over the box of assumptions."""
    if not math.isfinite(finding.low_m):
        return "—"
    return f"{km(finding.low_m).removesuffix(' km')} to {km(finding.high_m)}"


def limits(reading: Reading) -> str:
    """Return from where to where a reading holds."""
    parts = [
        f"{word} {units.show(limit.value, 'length')}"
        for word, limit in (("at least", reading.at_least), ("at most", reading.at_most)) if limit is not None
    ]
    return f"holds from {' and '.join(parts)}, give or take {units.show(reading.tolerance.value, 'length')}"


def decides(found: Judged, finding: Finding) -> tuple[str, ...]:
    """Return what gives another verdict, each in a few words: accounts first, then hypotheses, then assumptions."""
    claim = found.scenario.claims[finding.claim]
    said = [
        f"{turn.verdict} if {_titled(found, claim, turn.kind, turn.name)} ({km(turn.figure_m)})"
        for turn in finding.turns if turn.kind != "assumption"
    ]
    said += [
        f"{turn.verdict} with {turn.name} alone at its end ({km(turn.figure_m)}): {turn.text}"
        for turn in finding.turns if turn.kind == "assumption"
    ]
    named = {turn.name for turn in finding.turns}
    for i, (name, span) in enumerate(finding.accounts.items()):
        if span.steady or (i > 0 and name in named):
            continue
        inside = f"{band_of(span.low_m, span.high_m)}; {round(100 * span.share):d} % of the draws hold"
        if i == 0 and not any(turn.kind == "assumption" for turn in finding.turns):
            said.append(f"otherwise where several assumptions differ together ({inside})")
        elif i > 0:
            said.append(f"open if {claim.accounts[name].title} ({inside})")
    return tuple(said)


def band_of(low_m: float, high_m: float) -> str:
    """Return a band in words."""
    return f"{km(low_m).removesuffix(' km')} to {km(high_m)}" if math.isfinite(low_m) else "no zone there before"


def sentence(found: Judged, finding: Finding) -> str:
    """Return the verdict at one height and what decides it."""
    if finding.verdict != DEPENDS:
        if finding.verdict == NONE:
            return "no zone there before: nothing moves, the zone is new"
        return f"{finding.verdict}, whatever is assumed here"
    parts = decides(found, finding)
    more = f"; and {len(parts) - MOST_NAMED} more" if len(parts) > MOST_NAMED else ""
    return f"depends: {finding.taken} as taken; {'; '.join(parts[:MOST_NAMED])}{more}"


def summary(found: Judged, name: str) -> Iterator[str]:
    """Yield a sentence for each reading of a claim: its verdict over all heights, and which heights differ."""
    for key, reading in found.scenario.claims[name].readings.items():
        mine = [f for f in found.findings if (f.claim, f.reading) == (name, key)]
        by: dict[str, list[str]] = {}
        for finding in mine:
            by.setdefault(finding.verdict, []).append(units.show(finding.height_m, "length"))
        if len(by) == 1:
            told = f"{next(iter(by))} at every height"
        else:
            told = "; ".join(f"{said} at {', '.join(heights)}" for said, heights in by.items())
            told += " — the height of the target decides"
        yield f"{reading.text}: {told}."


def _titled(found: Judged, claim: Claim, kind: str, name: str) -> str:
    titled: Account | None = claim.accounts.get(name) if kind == "account" else None
    text = titled.title if titled is not None else found.scenario.hypotheses[name].title
    return text[0].lower() + text[1:] if text[1:2].islower() else text
