"""Flips: what rival sets of values say of a claim, and which figures it hangs on, in plain sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import permutations
from typing import Any

from skypact.spec.scenario import Question
from skypact.study.answer import number
from skypact.study.rivals.figures import Figure
from skypact.study.values import Values

HOLDS, FAILS, CANNOT = "holds", "does not hold", "cannot be told"

Row = dict[str, Any]


def sentences(
    question: Question, first: Values, runs: int, figures: Sequence[Figure], sets: list[Row], trials: list[Row],
    turns: list[Row],
) -> tuple[str, ...]:  # fmt: skip
    """Return what each set says, whether the sets agree, and for every two what turns one verdict into the other."""
    of = {f.name: f for f in figures}
    verdicts = {row["set"]: row["verdict"] for row in sets}
    if question.verdict is None:
        return (f"No claim is judged: the question names no `verdict` with a limit for {first.title}.",)
    said = [_claim(question, first), *_agree(verdicts, runs)]
    for a, b in permutations(verdicts, 2):
        mine = [row for row in trials if (row["base"], row["other"]) == (a, b)]
        back = [row for row in trials if (row["base"], row["other"]) == (b, a)]
        at = {row["figure"]: row for row in turns if (row["base"], row["other"]) == (a, b)}
        if CANNOT not in (verdicts[a], verdicts[b]):
            said += _between(a, b, verdicts, mine, back, at, of)
    return tuple(said)


def _claim(question: Question, first: Values) -> str:
    verdict = question.verdict
    assert verdict is not None
    word, limit = ("at most", verdict.at_most) if verdict.at_least is None else ("at least", verdict.at_least)
    assert limit is not None
    at = f"{word} {number(limit.value, first.unit)}"
    return f"Claim: {verdict.claim.rstrip('.')}. It holds if the mean of “{first.title}” is {at}."


def _agree(verdicts: dict[str, str], runs: int) -> Iterator[str]:
    for name, verdict in verdicts.items():
        yield f"Under “{name}” it {verdict}." + (
            f" The interval of {runs} runs straddles the limit: more runs may tell." if verdict == CANNOT else "")
    told = set(verdicts.values())
    if told == {HOLDS, FAILS}:
        yield "The verdict hangs on the set."
    elif len(told) == 1 and CANNOT not in told:
        yield "The verdict is the same under every set."


def _between(
    a: str, b: str, verdicts: dict[str, str], mine: list[Row], back: list[Row], at: dict[str, Row],
    of: dict[str, Figure],
) -> Iterator[str]:  # fmt: skip
    """Yield what turns the verdict of set a, with figures of set b."""
    alone = [row["figures"][0] for row in mine if row["flips"] and len(row["figures"]) == 1]
    change = {name: f"{name} ({f.show(f.values[a])} → {f.show(f.values[b])})" for name, f in of.items()}
    if alone:
        parts = [f"{change[name]}{_turn(at.get(name))}" for name in alone]
        yield f"From “{a}” one figure of “{b}” alone flips it: {'; '.join(parts)}."
    if verdicts[a] == verdicts[b]:
        return
    if not alone:
        two = [row["figures"] for row in mine if row["flips"] and len(row["figures"]) == 2]
        pairs = "; ".join(" with ".join(change[name] for name in names) for names in two)
        yield f"From “{a}” no figure of “{b}” alone flips it" + (f"; two together do: {pairs}." if two else (
            ", nor do any two together."))
    needed = [row["figures"][0] for row in back if len(row["figures"]) == 1 and row["verdict"] == verdicts[a]]
    if len(of) > 1 and needed:
        yield f"Without {' or without '.join(needed)} all the other figures of “{b}” together do not flip it."


def _turn(row: Row | None) -> str:
    return f", and turns at about {row['text']} by the mean of these runs" if row else ""
