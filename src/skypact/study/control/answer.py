"""The answer of `control` in plain sentences. It says what each choice gains and costs, and recommends none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from skypact.load.overlay.quantities import quantities
from skypact.study.answer import UNDECIDED, mean_text, number, told_apart, within

if TYPE_CHECKING:
    from skypact.study.control.control import ControlStudy

Row = dict[str, Any]


def sentences(found: ControlStudy) -> list[str]:
    """Return the answer: as it is, gains, control, the partner withdrawn, wrongful fire, what is not for a model."""
    said = [
        _first(found), _gains(found), _kept(found), _without(found), _wrongful(found), _trade(found),
        "Which of these weighs most is a judgement, and no run makes it.",
    ]
    return [sentence for sentence in said if sentence]


def leans_on(found: ControlStudy) -> list[str]:
    """Return what the answer leans on: the question's own words, what the choices bring in, and what is not counted."""
    new, assumed = 0, 0
    for path, quantity in quantities(found.scenario):
        if _is_of_a_choice(found, path):
            new, assumed = new + 1, assumed + quantity.is_assumed
    said = [found.scenario.question.leans_on] if found.scenario.question.leans_on else []
    return [
        *said,
        f"Of the {new} quantities that only these choices bring in (units, rule rows, values), {assumed} have no "
        "source: how many of a force stand ready, where, and how long a partner's consent takes are assumed.",
        "Who commands under an arrangement is part of the choice as it is written, and control kept follows from it: "
        "turn the commander round and it turns too.",
        "Control kept counts the decisions of all runs together, each as one, whatever hangs on it. If the partner "
        "withdraws, its forces abroad and its links are gone from the start; spares, training and what it might do "
        "next are not in the model.",
    ]


def gain_text(found: ControlStudy, name: str, partner: str = "stays", measure: str = "") -> str:
    """Return what a choice gains against the first: value, interval, a star where it can be told from zero."""
    if name == found.names[0] and partner == "stays":
        return "—"
    row = found.gained(name, partner, measure)
    if row["differs"] == 0:
        return "the same "
    scale, unit = (100, " pp") if row["unit"] == "share" else (1, "")
    ends = (row[key] for key in ("difference", "low", "high"))
    value, low, high = ("" if x is None else f"{scale * x + 0.0:+.2f}".replace("-", "−") for x in ends)
    return f"{value}{unit}" + (f" [{low} to {high}]" if low else "") + ("*" if told_apart(row) else " ")


def price_text(found: ControlStudy, name: str) -> str:
    """Return the price of a choice with its range, a dash where none is stated."""
    price = found.scenario.choices[name].price
    return "—" if price is None else price.text()


def _is_of_a_choice(found: ControlStudy, path: str) -> bool:
    section, _, rest = path.partition(".")
    if section == "arrangements":
        named = {c.arrangement for n, c in found.scenario.choices.items() if n in found.names}
        base = found.scenario.choices[found.names[0]].arrangement
        return rest.partition(".")[0] in named - {base}
    units = getattr(found.scenario, section, None)
    if section not in ("posts", "sensors", "batteries", "fighters", "airborne") or not isinstance(units, dict):
        return False
    unit = next((units[name] for name in units if rest.startswith(f"{name}.")), None)
    return bool(set(getattr(unit, "choices", ())) & set(found.names))


def _first(found: ControlStudy) -> str:
    name, nation = found.names[0], found.scenario.nations[found.nation].title
    lead, kept = found.mean(name, found.measure), found.mean(name, f"kept_{found.nation}")
    most = f" of {lead['most']}" if lead["most"] > 1 else ""
    each = " in a mean run" if lead["unit"] == "count" else ""
    return (
        f"Under “{found.title(name)}”, {lead['title']}: {number(lead['mean'], lead['unit'])}{most}{each} "
        f"({within(lead)}); decisions over {nation} by its own crews: {mean_text(kept)}."
    )


def _gains(found: ControlStudy) -> str:
    """Say which choices gain, which lose, which cannot be told apart."""
    better, worse, same = [], [], []
    for name in found.names[1:]:
        row = found.gained(name)
        if not told_apart(row):
            same.append(f"“{found.title(name)}”")
        else:
            said = f"“{found.title(name)}” {_amount(row)}"
            (better if row["difference"] > 0 else worse).append((abs(row["difference"]), said))
    parts = []
    if better:
        parts.append("better for the defence: " + ", ".join(text for _, text in sorted(better, reverse=True)))
    if worse:
        parts.append("worse: " + ", ".join(text for _, text in sorted(worse, reverse=True)))
    if same:
        parts.append(f"not told from it: {', '.join(same)}")
    return f"Against it, over {found.runs} runs on common luck, {'; '.join(parts)}." if parts else ""


def _amount(row: Row) -> str:
    scale, unit = (100, " points") if row["unit"] == "share" else (1, "")
    low, high = sorted(scale * abs(row[end]) for end in ("low", "high"))
    return f"by {scale * abs(row['difference']):.2f}{unit} ({low:.2f} to {high:.2f})"


def _kept(found: ControlStudy) -> str:
    nation = found.scenario.nations[found.nation].title
    every = {name: found.mean(name, f"kept_{found.nation}") for name in found.names}
    silent = [f"“{found.title(n)}”" for n, r in every.items() if r["mean"] is None]
    shares = {name: r for name, r in every.items() if r["mean"] is not None}
    if not shares:
        return f"Over {nation} nobody decided under any choice."
    whole = [f"“{found.title(n)}”" for n, r in shares.items() if r["mean"] == 1.0]
    nearly = [f"“{found.title(n)}”" for n, r in shares.items() if 0.9995 <= r["mean"] < 1.0]
    parts = [f"{number(r['mean'], 'share')} under “{found.title(n)}”" for n, r in
             sorted(shares.items(), key=lambda item: item[1]["mean"]) if r["mean"] < 0.9995]
    everywhere = not (parts or nearly or silent)
    said = ["whole under every choice" if everywhere else f"whole under {', '.join(whole)}"] if whole else []
    said += [f"above 99.9 % under {', '.join(nearly)}"] if nearly else []
    said += parts
    said += [f"undefined under {', '.join(silent)}, where {UNDECIDED}"] if silent else []
    return f"Control kept by {nation} is {'; '.join(said)}."


def _without(found: ControlStudy) -> str:
    """Say whose gain changes if the partner withdraws."""
    if not found.partner:
        return ""
    partner = found.scenario.nations[found.partner].title
    changed, same = [], []
    for name in found.names:
        row = next(
            r for r in found.differences.to_pylist()
            if (r["choice"], r["partner"], r["against"], r["against_partner"], r["measure"])
            == (name, "withdraws", name, "stays", found.measure)
        )
        lead, left = found.mean(name, found.measure), found.mean(name, found.measure, "withdraws")
        if row["differs"] == 0:
            same.append(f"“{found.title(name)}”")
        else:
            told = "" if told_apart(row) else ", not told apart"
            change = " to ".join(number(r["mean"], r["unit"]) for r in (lead, left))
            changed.append(f"“{found.title(name)}” goes from {change}{told}")
    if not changed:
        return f"If {partner} withdraws, that is the same under every choice in every run."
    kept = f"; the same in every run: {', '.join(same)}" if same else ""
    return f"If {partner} withdraws, {'; '.join(changed)}{kept}."


def _wrongful(found: ControlStudy) -> str:
    first = found.mean(found.names[0], "any_wrongful")
    parts = []
    for name in found.names[1:]:
        row = found.mean(name, "any_wrongful")
        if told_apart(found.gained(name, measure="any_wrongful")):
            parts.append((row["mean"], f"{number(row['mean'], 'share')} under “{found.title(name)}” ({within(row)})"))
    said = f"A civil or friendly aircraft is fired at in {number(first['mean'], 'share')} of runs under " \
           f"“{found.title(found.names[0])}” ({within(first)})"
    rest = "; ".join(text for _, text in sorted(parts))
    return f"{said}; told from it: {rest}." if parts else f"{said}, and no choice is told from that."


def _trade(found: ControlStudy) -> str:
    titles = [f"“{found.title(name)}”" for name in found.frontier]
    if len(titles) == 1:
        return f"By the means, no choice is better than {titles[0]} in what gets through or in wrongful fire."
    return (
        "By the means, these are beaten by none in both what gets through and wrongful fire, the least leak first: "
        f"{', '.join(titles)}."
    )
