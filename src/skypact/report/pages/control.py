"""The page of `control`: defence gained against control kept, leak against wrongful fire, tables, assumptions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from skypact.core.clock import span_text
from skypact.load import borders
from skypact.load.canonical import sha256
from skypact.load.overlay.quantities import is_constant, quantities
from skypact.load.terrain.terrain import under
from skypact.report.markup import Markup, el, join
from skypact.report.page import page
from skypact.report.pictures.plots import Estimate, bound, estimate_of, label
from skypact.report.pictures.scatter import Point, Scale, scatter
from skypact.report.sections import parameters
from skypact.report.sections.again import again
from skypact.report.tables import figure, folded, listed, paragraph, percent, plain, section, table
from skypact.study.answer import UNDECIDED, mean_text, number, within
from skypact.study.control.answer import gain_text, leans_on, price_text, sentences

if TYPE_CHECKING:
    from skypact.study.control.control import ControlStudy

Row = dict[str, Any]
_COUNTS = (
    ("decisions", "decisions"), ("foreign", "by others"), ("shots", "shots"),
    ("shots_without_consent", "shots without consent"), ("shots_foreign_crew", "shots by foreign crews"),
    ("asked", "consents asked"), ("given", "given"), ("refused", "refused"), ("late", "too late"),
    ("unanswered", "never answered"),
)  # fmt: skip


def render(found: ControlStudy) -> Markup:
    """Return the page: the same study gives the same bytes."""
    parts = [
        _head(found), _gained_section(found), _frontier_section(found), _choices_section(found),
        _control_section(found), _assumed_section(found), _again_section(found),
    ]
    return page(f"{found.scenario.title}: defence and control", *parts)


def _head(found: ControlStudy) -> Markup:
    s = found.scenario
    sections = (("gained", "Defence and control"), ("frontier", "Leak and wrongful fire"), ("choices", "Choices"),
                ("control", "Who decides"), ("assumed", "What is assumed"), ("again", "Make it again"))
    links = el("ul", *(el("li", el("a", title, href=f"#section-{name}")) for name, title in sections))
    lead, *rest = sentences(found)
    when = f"{s.date}, from {s.start} UTC for {span_text(s.duration.value)} · {len(found.names)} choices"
    when += f" · account “{found.hypothesis}”" if found.hypothesis else ""
    return el(
        "header", el("h1", f"{s.title}"), paragraph(when, class_="when"),
        paragraph(f"What does each choice gain {_nation(found)}, and what control does it keep?", class_="question"),
        paragraph(lead, class_="answer"), el("div", listed(rest), class_="rest"),
        paragraph("Intervals are 95 % and speak of chance alone. All choices meet the same intruders with the same "
                  "luck.", class_="note"),
        el("nav", links, aria_label="Sections"),
    )


def _gained_section(found: ControlStudy) -> Markup:
    first, nation, kept = found.mean(found.names[0], found.measure), _nation(found), f"kept_{found.nation}"
    share = first["unit"] == "share"
    points = []
    silent = [name for name in found.names if found.mean(name, kept)["mean"] is None]
    for name in found.names:
        if name in silent:
            continue
        row = found.gained(name)
        to = None
        if found.partner and found.mean(name, kept, "withdraws")["mean"] is not None:
            to = (found.mean(name, kept, "withdraws")["mean"], found.gained(name, "withdraws")["difference"])
        points.append(Point(found.title(name), estimate_of(found.mean(name, kept)), Estimate(
            row["difference"], *(bound(row[end]) for end in ("low", "high"))), to))
    unit = "percentage points" if share else f"{'fewer' if first['better'] == 'lower' else 'more'} per run"
    y_title = f"defence gained against “{found.title(found.names[0])}” [{unit}]"
    legend = [("point", "a choice, 95 % both ways")]
    legend += [("goes", f"the same after {_partner(found)} has withdrawn")] if found.partner else []
    drawn = scatter(
        "gained-plot", "Defence gained against control kept", f"One point per choice: {y_title}, {_short(found)}, "
        f"against the share of decisions over {nation} by its own crews; arrows to the same without the partner.",
        points,
        (Scale(f"control kept by {nation}: share of decisions over its territory by own crews",
               lambda v: percent(v, 0), 0.0, 1.0),
         Scale(y_title, (lambda v: label(100 * v)) if share else label, zero=True)), legend,
        side_by_side=True,
    )  # fmt: skip
    return section(
        "gained", "Defence gained, control kept",
        "" if len(silent) == len(found.names) else figure(
            drawn, f"Up is more defence ({_short(found)}), right is more control. Choices that share a point share a "
                   "label; those that keep the same share of control stand side by side. The gain is the mean of "
                   f"paired differences over {found.runs} runs."),
        paragraph(f"Control is a share of decisions: where nobody decided over {nation} there is no point and no "
                  "arrow.", class_="note") if _undecided(found) else "",
        table("Defence gained, and what is left of it", _gain_heads(found), [_gain_row(found, n) for n in found.names],
              range(1, 6)),
        paragraph("* can be told from zero.", class_="note"),
    )


def _undecided(found: ControlStudy) -> bool:
    measure = f"kept_{found.nation}"
    return any(r["mean"] is None for r in found.table.to_pylist() if r["measure"] == measure)


def _gain_heads(found: ControlStudy) -> list[str]:
    heads = ["choice", _short(found), "gained", "control kept"]
    heads += [f"if {_partner(found)} withdraws", "gained then"] if found.partner else []
    return heads


def _gain_row(found: ControlStudy, name: str) -> list[object]:
    row: list[object] = [found.title(name), _cell(found.mean(name, found.measure)), gain_text(found, name),
                         _cell(found.mean(name, f"kept_{found.nation}"))]
    if found.partner:
        row += [_cell(found.mean(name, found.measure, "withdraws")), gain_text(found, name, "withdraws")]
    return row


def _frontier_section(found: ControlStudy) -> Markup:
    first = found.mean(found.names[0], found.measure)
    share = first["unit"] == "share"
    points = [
        Point(found.title(n), estimate_of(found.mean(n, found.measure)), estimate_of(found.mean(n, "any_wrongful")))
        for n in found.names
    ]
    drawn = scatter(
        "frontier-plot", "What gets through against wrongful fire", "One point per choice; a line joins those that no "
        "other beats in both.", points,
        (Scale(f"{_short(found)} per run" if not share else _short(found),
               (lambda v: percent(v, 0)) if share else label, 0.0),
         Scale("runs in which a civil or friendly aircraft is fired at", lambda v: percent(v, 0), 0.0, 1.0)),
        [("point", "a choice, 95 % both ways"), ("joined", "beaten by none in both, by the means")],
        [found.names.index(n) for n in found.frontier],
    )  # fmt: skip
    rows = []
    for n in found.names:
        wrong = found.mean(n, "any_wrongful")
        rows.append([found.title(n), f"{number(wrong['mean'], 'share')}, {within(wrong)}",
                     _cell(found.mean(n, "wrongful")), "yes" if n in found.frontier else "no"])
    return section(
        "frontier", "What gets through, and who is wrongly fired at",
        figure(drawn, "Left is less that gets through, down is less wrongful fire. The line follows means; where "
                      "whiskers overlap, the order of two choices may be chance."),
        table("Wrongful fire", ("choice", "runs with wrongful fire", "civil or friendly aircraft fired at, per run",
                                "beaten by none"), rows, (1, 2)),
    )


def _choices_section(found: ControlStudy) -> Markup:
    s = found.scenario
    rows = [
        [s.choices[n].title, s.arrangements[s.choices[n].arrangement].title,
         ", ".join(_brought(found, n)) or "nothing", price_text(found, n), s.choices[n].note]
        for n in found.names
    ]
    return section("choices", "The choices", table("What each choice is", (
        "choice", "arrangement", "what is there only by choice, and what it sets", "price", "note"), rows),
        paragraph("A price stands only where one was published.", class_="note"))


def _brought(found: ControlStudy, name: str) -> list[str]:
    s, choice = found.scenario, found.scenario.choices[name]
    units = [
        unit for room in ("posts", "sensors", "batteries", "fighters", "airborne")
        for unit, one in getattr(s, room).items() if name in one.choices
    ]
    said = [f"{u} (crew {choice.crew[u]})" if u in choice.crew else u for u in units]
    said += [f"{u}: crew {nation}" for u, nation in choice.crew.items() if u not in units]
    return said + [f"{key} set" for key in choice.set]


def _control_section(found: ControlStudy) -> Markup:
    nation = _nation(found)
    worlds = {"stays": "", "withdraws": f", {_partner(found)} withdrawn" if found.partner else ""}
    rows = [
        [found.title(r["choice"]) + worlds[r["partner"]], *(plain(r[key]) for key, _ in _COUNTS),
         percent(r["commanded"]), _cell(found.mean(r["choice"], f"kept_{found.nation}", r["partner"]))]
        for r in found.counts.to_pylist()
    ]
    heads = ("choice", *(head for _, head in _COUNTS), "own units under others", "control kept")
    both, alone = rows, [r for r, c in zip(rows, found.counts["partner"].to_pylist(), strict=True) if c == "stays"]
    more = folded("The same with the partner withdrawn", table("All worlds, means per run", heads, both, range(1, 13)))
    return section(
        "control", f"Who decides, fires and is asked over {nation}",
        table("Means per run", heads, alone, range(1, 13)), more if found.partner else "",
        paragraph("An officer is whose the crew is: a post or a battery that one state owns and another crews counts "
                  "for the crew. Own units under others: share of orders to the state's own units that foreign crews "
                  "gave.", class_="note"),
    )


def _assumed_section(found: ControlStudy) -> Markup:
    walked = [(p, q) for p, q in quantities(found.scenario) if not is_constant(p) and p != "duration"]
    made = parameters.parameters(found.scenario, walked)
    assumed = sum(p.quantity.is_assumed for p in made)
    return section(
        "assumed", "What it leans on", listed(leans_on(found)),
        folded(f"All {len(made)} parameters of the defence, {assumed} of them assumed",
               parameters.parameter_tables(made, found.scenario.sources)),
        folded("Sources", parameters.source_list(found.scenario.sources)) if found.scenario.sources else "",
    )


def _again_section(found: ControlStudy) -> Markup:
    words: list[object] = ["control", found.scenario.id, "--nation", found.nation, "--runs", found.runs, "--seed",
                           found.seed]
    words += ["--partner", found.partner] if found.partner else []
    words += [] if found.names == tuple(found.scenario.choices) else ["--choices", ",".join(found.names)]
    shown = {"scenario": found.scenario.id, "SHA-256 of the scenario": sha256(found.scenario), "seed": found.seed,
             "runs": found.runs, "association": found.association, "hypothesis": found.hypothesis or "none",
             "terrain": " ".join(under(found.scenario).says), "borders": borders.says(found.scenario) or "none"}
    return again(words, association=found.association, hypothesis=found.hypothesis, shown=shown)


def _cell(row: Row) -> Markup:
    most = f" of {row['most']}" if row["most"] > 1 and row["unit"] == "count" else ""
    if row["mean"] is None:
        return join([UNDECIDED])
    return join([mean_text(row), most, el("br"), el("span", within(row), class_="interval")])


def _short(found: ControlStudy) -> str:
    return str(found.mean(found.names[0], found.measure)["title"])


def _nation(found: ControlStudy) -> str:
    return found.scenario.nations[found.nation].title


def _partner(found: ControlStudy) -> str:
    return found.scenario.nations[found.partner].title
