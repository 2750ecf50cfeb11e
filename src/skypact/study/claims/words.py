"""Words: what was found of a claim, in sentences: its verdict, its band, and what decides."""

from __future__ import annotations

import math
from collections.abc import Iterator

from skypact.core import units
from skypact.spec.claim import Account, Claim, Reading
from skypact.study.claims.judge import DEPENDS, NONE, Claims, Finding, Span

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
    low, high = reading.at_least, reading.at_most
    slack = f"give or take {units.show(reading.tolerance.value, 'length')}"
    if low is not None and high is not None:
        first, last = units.show(low.value, "length"), units.show(high.value, "length")
        return f"holds at {first}, {slack}" if first == last else f"holds from {first} to {last}, {slack}"
    limit, word = (low, "more") if low is not None else (high, "less")
    assert limit is not None, "a reading has a limit"
    return f"holds at {units.show(limit.value, 'length')} or {word}, {slack}"


def decides(found: Claims, finding: Finding) -> tuple[str, ...]:
    """Return what gives another verdict, each in a few words: accounts first, then hypotheses, then assumptions."""
    claim = found.scenario.claims[finding.claim]
    said = [
        f"{turn.verdict} if {_titled(found, claim, turn.kind, turn.name)} ({km(turn.figure_m)})"
        for turn in finding.turns if turn.kind != "assumption"
    ]
    said += [
        f"{turn.verdict} with “{turn.name}” alone at an end ({km(turn.figure_m)}): {turn.text}"
        for turn in finding.turns if turn.kind == "assumption"
    ]
    named = {turn.name for turn in finding.turns}
    spans = list(finding.accounts.items())
    alone = {turn.verdict for turn in finding.turns if turn.kind == "assumption"}
    said += [
        f"{other} where several assumptions differ together ({_draws(span)})"
        for _, span in spans[:1] for other in span.others if other not in alone
    ]
    mine = {finding.taken, *spans[0][1].others}
    said += [
        f"{other} with some values if {_titled(found, claim, 'account', name)} ({_draws(span)})"
        for name, span in spans[1:] for other in span.others if name not in named and other not in mine
    ]
    return tuple(said)


def deciding(found: Claims, finding: Finding) -> tuple[str, ...]:
    """Return what decides, as a list of what would have to be known."""
    kinds = dict.fromkeys(turn.kind for turn in finding.turns)
    said = ["who stood there before, and who is counted in"] if "account" in kinds else []
    claim = found.scenario.claims[finding.claim]
    said += [
        turn.name if turn.kind == "assumption" else f"whether {_titled(found, claim, turn.kind, turn.name)}"
        for turn in finding.turns if turn.kind != "account"
    ]
    if not said and finding.verdict == DEPENDS:
        first = next(iter(finding.accounts.values()))
        said.append("several assumptions together" if first.others else "who stood there before, with some values")
    return tuple(dict.fromkeys(said))


def sentence(found: Claims, finding: Finding) -> str:
    """Return the verdict at one height and what decides it."""
    if finding.verdict != DEPENDS:
        if finding.verdict == NONE:
            return "no zone there before: nothing moves, the zone is new"
        return f"{finding.verdict}, whatever is assumed here"
    parts = decides(found, finding)
    more = f"; and {len(parts) - MOST_NAMED} more" if len(parts) > MOST_NAMED else ""
    return f"depends: {finding.taken} as taken; {'; '.join(parts[:MOST_NAMED])}{more}"


def summary(found: Claims, name: str) -> Iterator[str]:
    """Yield a sentence for each reading of a claim: its verdict over all heights, and what decides."""
    for key, reading in found.scenario.claims[name].readings.items():
        mine = [f for f in found.findings if (f.claim, f.reading) == (name, key)]
        by: dict[str, list[str]] = {}
        for finding in mine:
            by.setdefault(finding.verdict, []).append(units.show(finding.height_m, "length"))
        told = "; ".join(f"{said} at {', '.join(heights)}" for said, heights in by.items())
        told = f"{next(iter(by))} at every height" if len(by) == 1 else told
        what = [*(["the height of the target"] if len(by) > 1 else []), *(w for f in mine for w in deciding(found, f))]
        yield f"{reading.text}: {told}." + (f" What decides: {'; '.join(dict.fromkeys(what))}." if what else "")


def _draws(span: Span) -> str:
    low = km(span.low_m).removesuffix(" km")
    return f"{low} to {km(span.high_m)}; {round(100 * span.share):d} % of the draws hold"


def _titled(found: Claims, claim: Claim, kind: str, name: str) -> str:
    titled: Account | None = claim.accounts.get(name) if kind == "account" else None
    text = titled.title if titled is not None else found.scenario.hypotheses[name].title
    return text[0].lower() + text[1:] if text[1:2].islower() else text
