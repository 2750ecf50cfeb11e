"""Words: what was found of a published claim, in sentences."""

from __future__ import annotations

import math

from skypact.spec.catalogue.claim import PublishedClaim
from skypact.study.published.crux import FAILS, HOLDS, Crux, Way
from skypact.study.published.finding import ClaimFinding, Finding, shown
from skypact.study.published.verdict import CANNOT, DEPENDS, Thing

#: Deciding things that one sentence names.
MOST_NAMED = 3


def figure_text(f: Finding) -> str:
    """Return the figure with its interval over chance."""
    own = shown(f.figure, f.unit, f.signed)
    if f.unit == "count" and math.isinf(f.most):  # a count is lacking, so what is named is the least
        return f"{own} or more"
    if math.isnan(f.low) or f.low == f.high:
        return own
    return f"{own} ({span_text(f.low, f.high, f)})"


def span_text(low: float, high: float, f: Finding) -> str:
    """Return two ends in the unit of a figure."""
    first, last = shown(low, f.unit, f.signed), shown(high, f.unit, f.signed)
    if math.isinf(high) and f.unit != "days":
        return f"{first}, no upper end"
    head, _, unit = first.rpartition(" ")
    return f"{head if head and last.endswith(unit) else first} to {last}"


def box_text(f: Finding) -> str:
    """Return the least and the greatest figure over what is not known, a dash where nothing moves it."""
    return "—" if math.isnan(f.least) or f.least == f.most else span_text(f.least, f.most, f)


def limit_text(f: Finding) -> str:
    """Return from where on a reading holds."""
    low, high = f.limit.at_least, f.limit.at_most
    if math.isfinite(low) and math.isfinite(high):
        return f"from {shown(low, f.unit, f.signed)} to {shown(high, f.unit, f.signed)}"
    word, end = ("at least", low) if math.isfinite(low) else ("at most", high)
    return f"{word} {shown(end, f.unit, f.signed)}"


def share_text(f: Finding) -> str:
    """Return the share of the draws that hold, with their number."""
    draws = f.counts.get("draws", 0)
    return "—" if math.isnan(f.share) else f"{100 * f.share:.0f} % of {draws}"


def even_text(f: Finding) -> str:
    """Return the value of the deciding quantity at which the verdict turns."""
    first = next((t for t in f.deciding if t.at_text), None)
    return first.at_text if first is not None else "—"


def thing_text(t: Thing) -> str:
    """Return a thing with whose word it is."""
    kinds = {"camp": "the camp", "account": "the account", "hypothesis": "the account"}
    name = f"{kinds[t.kind]} “{t.name}”" if t.kind in kinds else t.name
    return name + (" (assumed)" if t.assumed and t.kind != "several" else "")


def why(f: Finding) -> str:
    """Return why a reading has its verdict."""
    if f.verdict == CANNOT:
        return f"an assumption decides: {_named(f, assumed=True)}"
    if f.deciding:
        return f"it turns on {_named(f)}"
    if f.verdict == DEPENDS:
        return f"over chance: with {f.counts.get('runs', 0)} runs the interval holds the limit"
    box = f.counts.get("quantities", 0)
    if f.kind == "runs" and not box:
        return "no range was looked at"
    return "nothing that was looked at turns it"


def sentence(f: Finding) -> str:
    """Return what a reading comes to, in one sentence."""
    box = "" if f.least == f.most or math.isnan(f.least) else (
        f", {span_text(f.least, f.most, f)} over what is not known")
    beside = "; ".join(f"{_kept(name)} {_control(of, f.signed)}" for name, of in f.beside.items())
    return (f"{f.text.rstrip('.')}: {figure_text(f)}{box} (limit {limit_text(f)}): {f.verdict}, {why(f)}."
            + (f" Beside it: {beside}." if beside else ""))  # fmt: skip


def counts_text(f: Finding) -> str:
    """Return how much was run or drawn."""
    c = f.counts
    if f.kind == "runs":
        if not c["quantities"]:
            return f"{c['runs']} runs of each of {c['worlds']} worlds; no quantity with a range was looked at"
        box = f"{c['quantities']} quantities at both ends and {c['draws']} draws, {c['draw_runs']} runs each"
        again = f"{c['runs_again']} where an end seemed to turn it"
        again += f", and {c['untried']} more that seemed to were not tried" if c.get("untried") else ""
        return f"{c['runs']} runs of each of {c['worlds']} worlds; {box}; {again}"
    return f"{c['draws']} draws, nothing run" if c.get("draws") else "nothing drawn, nothing run"


def headline(one: ClaimFinding) -> str:
    """Return the verdict of a claim and how its readings stand."""
    verdicts = dict.fromkeys(f.verdict for f in one.readings)
    if len(one.readings) == 1 or len(verdicts) == 1:
        return f"{one.verdict}."
    by = "; ".join(f"{said}: {', '.join(f.key for f in one.readings if f.verdict == said)}" for said in verdicts)
    on = "the reading decides: " if {HOLDS, FAILS} <= set(verdicts) else ""
    return f"{one.verdict} ({on}{by})."


def said_by(claim: PublishedClaim) -> str:
    """Return who said it, when, and where it is written."""
    where = [*([f"article {claim.article}"] if claim.article else []), *claim.sources]
    return f"{claim.who}, {claim.when} [{', '.join(where)}]"


def crux_text(crux: Crux, claim: PublishedClaim) -> str:
    """Return what a dispute of two camps hangs on."""
    a, b = crux.ways
    told = "; ".join(
        f"“{claim.camps[w.camp].title}”: {shown(w.figure, crux.unit, crux.signed)}, {w.verdict}" for w in (a, b)
    )
    if crux.agree:
        clear = a.verdict in (HOLDS, FAILS)
        same = "the camps agree here" if clear else "both are not clear of the limit over chance"
        return f"{told}. So {same}; they still differ on {', '.join(crux.left)}."
    if {a.verdict, b.verdict} != {HOLDS, FAILS}:
        return f"{told}. One of them is not clear of the limit over chance: more runs may tell."
    said = [told + ".", *(_way(w, crux) for w in (a, b))]
    if crux.left:
        said.append(f"What is left in dispute and decides nothing here: {', '.join(crux.left)}.")
    return " ".join(said)


def _way(way: Way, crux: Crux) -> str:
    bound = "" if way.whole else f" Not every set was tried: {way.tried} were."
    if not way.flips:
        return f"From “{way.camp}” no set of up to four settings flips it.{bound}"
    sets = [" with ".join(_moved(path, way, crux) for path in flip) for flip in way.flips]
    size = len(way.flips[0])
    if size == len(crux.differ):
        lead = "takes all that is in dispute" if size > 1 else "takes the one thing in dispute"
    else:
        lead = "takes one thing" if size == 1 else f"takes {size} together"
    return f"To flip “{way.camp}” {lead}: {'; or '.join(sets)}.{bound}"


def _moved(path: str, way: Way, crux: Crux) -> str:
    here, there = crux.differ[path] if way.camp == crux.camps[0] else crux.differ[path][::-1]
    return f"{path} ({here} → {there})"


def _named(f: Finding, assumed: bool = False) -> str:
    every = [t for t in f.deciding if t.assumed or not assumed]
    others = len(f.deciding) - len(every[:MOST_NAMED])
    parts = [thing_text(t) + (f", turns at {t.at_text}" if t.at_text else "") for t in every[:MOST_NAMED]]
    return "; ".join(parts) + (f"; and {others} more" if others > 0 else "")


def _kept(name: str) -> str:
    return f"control kept by {name.removeprefix('kept_')}"


def _control(of: tuple[float, float, float], signed: bool) -> str:
    value, low, high = of
    if not math.isfinite(low) or low == high:
        return shown(value, "share", signed)
    own, first, last = (shown(x, "share", signed) for x in (value, low, high))
    return f"{own} ({first.removesuffix(' points').removesuffix(' %')} to {last})"
