"""Answer: the outcome of a comparison in plain sentences, with its uncertainty, control beside defence."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pyarrow as pa

from skypact.spec.scenario import Scenario

#: measure → (what is counted, what happens to them, the same of one object).
_WORDS = {
    "leak": ("attackers", "get through", "the attacker gets through"),
    "unanswered": ("trespassers", "go unanswered", "the trespasser goes unanswered"),
    "wrongful": ("civil or friendly aircraft", "are fired at", "a civil or friendly aircraft is fired at"),
    "detected": ("intruders", "are detected", "the intruder is detected"),
    "tracked": ("intruders", "are tracked", "the intruder is tracked"),
    "told": ("intruders", "become known to a post that may decide", "a post that may decide is told of the intruder"),
    "decided": ("intruders", "are decided on", "the intruder is decided on"),
    "engaged": ("intruders", "are engaged", "the intruder is engaged"),
}

#: How an interval begins, and a count that never came up.
_LEVEL, _NONE = "95 %: ", "none"

#: Control kept where no run holds a decision: a share of nothing.
UNDECIDED = "nobody decided"


def answer(scenario: Scenario, names: tuple[str, ...], table: pa.Table, paired: pa.Table) -> str:
    """Return the answer to the scenario's question: the first arrangement against the last, control, wrongful fire."""
    means = {(r["arrangement"], r["measure"]): r for r in table.to_pylist()}
    pairs = {(r["a"], r["b"], r["measure"]): r for r in paired.to_pylist()}
    a, b, measure = names[0], names[-1], scenario.question.measure
    if (a, measure) not in means:
        return f"These runs do not tell the measure {measure!r}: nothing in them can be counted by it."
    said = [_defence(a, b, measure, means, pairs), _between(names, measure, means, pairs)]
    said.append(_control(scenario, a, b, means, pairs))
    if not measure.startswith("wrongful"):
        said.append(_wrongful(names, means))
    return " ".join(sentence for sentence in said if sentence)


def number(value: float | None, unit: str) -> str:
    """Return a count or a share as people read it."""
    if value is None:
        return "unknown"
    if unit == "share":
        return f"{100 * value:.1f} %"
    return f"{value:.2f}" if abs(value) < 100 else f"{value:.0f}"


def mean_text(row: Mapping[str, Any], unit: str = "") -> str:
    """Return the mean of a row as people read it; control kept is undefined where nobody decided."""
    return UNDECIDED if row["mean"] is None else number(row["mean"], unit or row["unit"])


def estimate_text(row: Mapping[str, Any]) -> str:
    """Return the mean of a row and its interval in words."""
    return UNDECIDED if row["mean"] is None else f"{mean_text(row)} ({within(row)})"


def within(row: Mapping[str, Any]) -> str:
    """Return the interval of a row of the table in words."""
    if row["mean"] is None:
        return "in no run"
    if row["kind"] == "constant":
        return "in every run"
    cases = " with a decision" if row.get("measure", "").startswith("kept_") else ""
    if row["low"] is None:
        return f"one run{cases}, no interval"
    if row["kind"] == "exact one-sided" and row["unit"] == "rate":
        return f"none in {row['n']} runs, at most {number(row['high'], row['unit'])}"
    if row["kind"] == "exact one-sided":
        most, least = (f"at {word} {number(row[end], 'share')}" for word, end in (("most", "high"), ("least", "low")))
        bound = most if row["mean"] == 0 else least
        return f"{round(row['mean'] * row['n'])} of {row['n']} runs{cases}, {bound}"
    return f"{_LEVEL}{number(row['low'], row['unit'])} to {number(row['high'], row['unit'])}"


def _estimate(means: dict[Any, Any], name: str, measure: str) -> tuple[str, str]:
    """Return mean and interval in words; a count that never came up shows the bound of its yes/no."""
    row = means[name, measure]
    never = means.get((name, f"any_{measure}"))
    if row["mean"] == 0 and never is not None:
        return _NONE, within(never)
    return number(row["mean"], row["unit"]), within(row)


def told_apart(row: dict[str, Any]) -> bool:
    """Tell whether a paired difference is distinguishable from zero."""
    # a bootstrap end of zero may come out as a rounding error
    return row["low"] is not None and (row["low"] > 1e-9 or row["high"] < -1e-9)


def _defence(a: str, b: str, measure: str, means: dict[Any, Any], pairs: dict[Any, Any]) -> str:
    first = means[a, measure]
    many, happens, single = _WORDS.get(measure, (first["title"], "", first["title"]))
    (value, span), (other, other_span) = _estimate(means, a, measure), _estimate(means, b, measure)
    joint = "and"
    if first["unit"] == "share":
        lead, joint = f"{single[0].upper()}{single[1:]} in {value} of runs", "and in"
    elif first["most"] and happens:
        lead = f"Of {first['most']} {many}, {value} {happens} in a mean run"
    else:
        lead = f"In a mean run {'no' if value == _NONE else value} {many} {happens}".rstrip()
    lead += f" under “{a}” ({span})"
    if a == b:
        return lead + "."
    if span.startswith(_LEVEL):  # said once
        other_span = other_span.removeprefix(_LEVEL)
    return f"{lead} {joint} {other} under “{b}” ({other_span}): {change(pairs[a, b, measure], first)}."


def _between(names: tuple[str, ...], measure: str, means: dict[Any, Any], pairs: dict[Any, Any]) -> str:
    """Say what the arrangements between the first and the last do by themselves: how much of the change is theirs."""
    first = means[names[0], measure]
    parts = [f"“{name}”, {change(pairs[names[0], name, measure], first, again=True)}" for name in names[1:-1]]
    return f"Beside them, against “{names[0]}”: {'; '.join(parts)}." if parts else ""


def change(row: dict[str, Any], first: dict[str, Any], again: bool = False) -> str:
    """Return a paired difference in words; `again` leaves out the number of runs, which has been said."""
    runs = "run" if again else f"{first['n']} runs on common luck"
    if row["differs"] == 0:
        return f"no difference in any {runs if again else 'of ' + runs}"
    unit = " percentage points" if row["unit"] == "share" else ""
    scale = 100 if row["unit"] == "share" else 1
    if row["low"] is None:
        return f"a difference of {scale * row['difference']:+.2f}{unit} in one run, which shows nothing"
    low, high, value = scale * row["low"], scale * row["high"], scale * row["difference"]
    if not told_apart(row):
        span = f"{value:+.2f}{unit} ({low:+.2f} to {high:+.2f})"
        return f"a difference of {span} that cannot be told from zero" + ("" if again else f" over {runs}")
    word = ("fewer" if value < 0 else "more") if not unit else ("less" if value < 0 else "more")
    ends = sorted((abs(low), abs(high)))
    gain = {"lower": value < 0, "higher": value > 0}.get(row["better"])
    verdict = "" if gain is None else (", better for the defence" if gain else ", worse for the defence")
    span = f"{ends[0]:.2f} to {ends[1]:.2f}" + ("" if again else f"; {runs}")
    return f"{abs(value):.2f}{unit} {word} ({span}){verdict}"


def _control(scenario: Scenario, a: str, b: str, means: dict[Any, Any], pairs: dict[Any, Any]) -> str:
    measures = [m for (name, m) in means if name == a and m.startswith("kept_")]
    under = f"under “{a}”" if a == b else f"under “{a}” or “{b}”"
    parts, silent = [], []
    for measure in measures:
        first, last = means[a, measure], means[b, measure]
        nation = measure.removeprefix("kept_")
        title = scenario.nations[nation].title if nation in scenario.nations else nation
        if first["mean"] is None and last["mean"] is None:
            silent.append(f"over {title} {UNDECIDED} {under}")
        elif not first["mean"] == last["mean"] == 1.0:
            text = f"{title}, {mean_text(first)} under “{a}”"
            if a != b and pairs[a, b, measure]["differs"] == 0:
                text += f" and under “{b}” alike"
            elif a != b:
                text += f", {estimate_text(last)} under “{b}”"
            parts.append(text)
    if parts:
        return f"Control kept (share of all decisions over own territory by own crews): {'; '.join([*parts, *silent])}."
    if not measures:
        return ""
    if len(silent) == len(measures):
        return f"Nobody decided over any state's territory {under}."
    return f"Control is kept: no decision over a state's territory by another's crew {under}."


def _wrongful(names: tuple[str, ...], means: dict[Any, Any]) -> str:
    shown = [(name, means[name, "any_wrongful"]) for name in dict.fromkeys((names[0], names[-1]))
             if (name, "any_wrongful") in means]
    if not shown:
        return ""
    parts = [f"{number(row['mean'], 'share')} of runs under “{name}” ({within(row)})" for name, row in shown]
    return "A civil or friendly aircraft is fired at in " + " and ".join(parts) + "."
