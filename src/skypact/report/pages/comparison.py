"""The page: one self-contained HTML file for a comparison of arrangements, nothing loaded from elsewhere."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from skypact.core.clock import span_text
from skypact.load import borders
from skypact.load.canonical import sha256
from skypact.load.overlay.presence import present
from skypact.load.overlay.quantities import is_constant, quantities
from skypact.load.terrain.grid import LOW_M
from skypact.load.terrain.terrain import under
from skypact.report.markup import Markup, el
from skypact.report.page import page
from skypact.report.pictures.plots import panels
from skypact.report.pictures.surface import surface_section
from skypact.report.sections import contrast, ledger, parameters, reasons, times
from skypact.report.sections.again import again
from skypact.report.sections.dated import dated_section
from skypact.report.sections.effort import effort_sections
from skypact.report.sections.loss import loss_section
from skypact.report.sections.outcomes import outcomes_section
from skypact.report.sections.picture.border import border_section
from skypact.report.sections.picture.classes import picture_section
from skypact.report.tables import figure, folded, listed, paragraph, percent, section, table
from skypact.report.theatre.map import theatre_map
from skypact.report.theatre.sites import KIND_TITLES, named, sites
from skypact.study.turning.surface import Surface
from skypact.study.worlds import chosen

if TYPE_CHECKING:
    from skypact.spec.scenario import Scenario
    from skypact.study.compare import Comparison
    from skypact.study.loss import Loss
    from skypact.study.turning.breakeven import BreakEven
    from skypact.study.why.why import Why

#: Kinds of terrain that bear no claim about what flies below LOW_M.
FLAT = {"smooth": "taken as smooth", "coarse": "known coarsely"}


#: The playback of the same folder, where there is one.
VIEWER = "viewer.html"


def render(
    comparison: Comparison, *, why: Why | None = None, break_even: BreakEven | Surface | None = None,
    loss: Loss | None = None, viewer: str = "",
) -> Markup:
    """Return the page: the same comparison gives the same bytes. viewer: where its runs can be played, "" nowhere."""
    s = comparison.scenario
    effort = {"border": ("Border", border_section(comparison))} | effort_sections(comparison)
    if comparison.level != "detect":
        effort["picture"] = ("Classes and pictures", picture_section(comparison))
    effort |= {"loss": ("Loss", loss_section(loss))} if loss else {}
    contents = {name: title for name, (title, _) in effort.items()}
    parts = [
        _head_section(comparison, why is not None, break_even is not None, contents, viewer),
        *([dated_section(comparison.dated)] if comparison.dated else []),
        contrast.measures_section(comparison),
        *([outcomes_section(comparison)] if _counts(comparison) else []),
        contrast.paired_section(comparison),
        contrast.control_section(comparison),
        *([_turning_section(break_even)] if break_even else []),
        _map_section(comparison),
        _times_section(comparison),
        *(made for _, made in effort.values()),
        *([reasons.why_section(why)] if why else []),
        _ledger_section(comparison, viewer),
        _parameters_section(comparison),
        section("sources", "Sources", parameters.source_list(s.sources)) if s.sources else Markup(""),
        _limits_section(comparison),
        _again_section(comparison, loss),
    ]
    return page(s.title, *parts)


def _counts(comparison: Comparison) -> bool:
    """Return whether the runs tell the measure of the question."""
    measure = comparison.scenario.question.measure
    return any(measure == m for m in comparison.table["measure"].to_pylist())


def _turning_section(found: BreakEven | Surface) -> Markup:
    return surface_section(found) if isinstance(found, Surface) else reasons.break_even_section(found)


def _head_section(
    comparison: Comparison, has_why: bool, has_break_even: bool, effort: Mapping[str, str],
    viewer: str,
) -> Markup:
    s = comparison.scenario
    sections = (
        *((("dated", "What came and went"),) if comparison.dated else ()),
        ("measures", "Measures"), *((("outcomes", "Outcomes"),) if _counts(comparison) else ()),
        ("paired", "Differences"), ("control", "Defence and control"),
        *((("break-even", "Break-even"),) if has_break_even else ()), ("map", "Map"), ("times", "Times"),
        *effort.items(), *((("why", "Why"),) if has_why else ()), ("ledger", "Ledger"), ("parameters", "Parameters"),
        ("limits", "Limits"), ("again", "Make it again"),
    )
    links = el("ul", *(el("li", el("a", title, href=f"#section-{name}")) for name, title in sections))
    when = f"{s.date}, from {s.start} UTC for {span_text(s.duration.value)} · {' v '.join(comparison.names)}"
    if comparison.hypothesis:
        account = s.hypotheses.get(comparison.hypothesis)
        when += f" · account “{account.title if account else comparison.hypothesis}”"
    low = _low_flyers(comparison)
    lead, rest = _sentences(comparison.answer)
    return el(
        "header", el("h1", s.title), paragraph(when, class_="when"), paragraph(s.question.text, class_="question"),
        paragraph(lead, class_="answer"), paragraph(rest, class_="rest") if rest else "",
        paragraph(f"What it leans on: {s.question.leans_on}", class_="note") if s.question.leans_on else "",
        paragraph(_low_warning(low, under(comparison.scenario).kind), class_="warning") if low else "",
        paragraph("Intervals are 95 % and speak of chance alone: what repeated runs on the same assumptions would "
                  "give. What is not known about the parameters stands with each of them.", class_="note"),
        paragraph(el("a", "Play these runs on the map", href=viewer), ", arrangement beside arrangement; the times in "
                  "the ledger lead to their moments.") if viewer else "",
        el("nav", links, aria_label="Sections"),
    )


def _sentences(answer: str) -> tuple[str, str]:
    """Return the first sentence of the answer, and the others."""
    first, *others = re.split(r"(?<=\.)\s+(?=[A-Z])", answer, maxsplit=1)
    return first, " ".join(others)


def _played(comparison: Comparison) -> Scenario:
    """Return the scenario without what is there only by choice and without the arrangements that were not compared."""
    s = present(comparison.scenario, "")
    compared = {name: overlay for name, overlay in s.arrangements.items() if name in comparison.names}
    return s.model_copy(update={"arrangements": compared})


def _map_section(comparison: Comparison) -> Markup:
    s = _played(comparison)
    of = f" with the forces of {comparison.dated.dates[-1]}" if comparison.dated else ""
    rows = [
        (x.id, KIND_TITLES[x.kind], x.nation, f"{x.lat:.2f}", f"{x.lon:.2f}",
         f"{x.reach_m / 1000:g}" if x.reach_m else "—")
        for x in sites(s)
    ]
    heads = ("site", "kind", "nation", "latitude [° N]", "longitude [° E]", "reach [km]")
    return section(
        "map", f"The theatre{of}",
        figure(theatre_map(s), "Routes are scripted: constants of the scenario, the same under every arrangement. "
               "Rings are greatest reach, not what is covered at low level."),
        folded(f"All {len(rows)} sites", table("Sites", heads, rows, (3, 4, 5))),
    )


def _times_section(comparison: Comparison) -> Markup:
    found = times.curves(comparison.logs, comparison.scopes)
    if not found:
        return section("times", "Times by verb", paragraph("No intruder came in or could be seen."))
    description = "Share of intruders that reached each step against the minutes since they came in."
    picture = panels("times-plot", "Times by verb", description, found, "minutes since entry", lambda v: percent(v, 0))
    return section(
        "times", "Times by verb",
        figure(picture, "Share of attackers and trespassers that reached each step, by minutes since they were over "
               "territory or could first be seen, whichever came first. Bands: 95 % over runs."),
        folded("Quartiles, never, restricted means", times.quartiles(comparison.logs, comparison.scopes)),
    )


def _ledger_section(comparison: Comparison, viewer: str) -> Markup:
    s, first = comparison.scenario, comparison.names[0]
    measure, scope = s.question.measure, comparison.scopes[first]
    chosen = ledger.median_run(comparison.logs[first], measure, scope)
    words = f"Run {chosen.run} is the first whose {measure} ({chosen.value:g}) is the median of “{first}”"
    same = "" if chosen.clear else "; every run has the same"
    return section(
        "ledger", "Ledger of the median run",
        paragraph(f"{words}{same}. The other arrangements are shown on the same run: the same luck."),
        *(
            folded(name, ledger.ledger_table(comparison.logs[name], chosen.run, comparison.scopes[name], s.start,
                                             ledger.Moments(viewer, chosen.run, name)),
                   open_=name == first)
            for name in comparison.names
        ),
    )


def _parameters_section(comparison: Comparison) -> Markup:
    s = _played(comparison)
    walked = list(quantities(s))
    leaning = parameters.parameters(s, (x for x in walked if not _is_scripted(x[0])))
    scripted = parameters.parameters(s, (x for x in walked if _is_scripted(x[0])))
    assumed = sum(p.quantity.is_assumed for p in leaning)
    return section(
        "parameters", "Parameters the answer leans on",
        paragraph(f"{len(leaning)} parameters of the defence, equal ones of a type counted once: {assumed} are "
                  f"assumed, without a source; {len(leaning) - assumed} have one. A range is what is not known, not a "
                  "probability."),
        parameters.parameter_tables(leaning, s.sources),
        el("h3", "Constants of the scenario"),
        paragraph("What intruders and traffic do is scripted and never varied."),
        parameters.parameter_tables(scripted, s.sources),
    )


def _is_scripted(path: str) -> bool:
    return is_constant(path) or path == "duration"


def _low_flyers(comparison: Comparison) -> list[str]:
    """Return the attackers and trespassers that fly below LOW_M, where the terrain bears no claim about them."""
    if under(comparison.scenario).kind not in FLAT:
        return []
    rows = comparison.logs[comparison.names[0]].entities.to_pylist()
    return [
        r["id"] for r in rows
        if r["intent"] in ("attack", "trespass") and r["altitude_m"] is not None and r["altitude_m"] < LOW_M
    ]


def _low_warning(low: list[str], kind: str) -> str:
    return (
        f"The ground is {FLAT[kind]}, and {len(low)} intruders fly below {LOW_M:g} m at some point "
        f"({', '.join(named(low))}). In real country hills and woods decide when such targets are seen: what is said "
        "here of them is no claim about that."
    )


def _limits_section(comparison: Comparison) -> Markup:
    s = comparison.scenario
    low, terrain = _low_flyers(comparison), under(comparison.scenario)
    low_text = _low_warning(low, terrain.kind) if low else f"No intruder flies below {LOW_M:g} m above ground."
    items: list[object] = [
        *terrain.says,
        *filter(None, [borders.says(s)]),
        *([low_text] if terrain.kind in FLAT else []),
        f"Heights above ground stand on {s.environment.ground.text()} above sea; the air has a refractivity of "
        f"{s.environment.refractivity.text()}.",
        "Weather is one cell over the whole theatre.",
        "Intruders keep to scripted routes and do not react; reach and time are modelled, damage is not.",
        f"Association is “{comparison.logs[comparison.names[0]].stamp.get('association', '')}”: with “perfect”, no "
        "track is confused with another, which flatters every arrangement alike.",
        "Intervals are over chance. Over what is not known, only the ranges of the parameters are given.",
    ]
    items += [s.notes] if s.notes else []
    return section("limits", "Limits", listed(items))


def _again_section(comparison: Comparison, loss: Loss | None) -> Markup:
    stamp = comparison.logs[comparison.names[0]].stamp
    words = ["compare", comparison.scenario.id, "--runs", comparison.runs, "--seed", comparison.seed, "--level",
             comparison.level]
    names, dated = comparison.names, comparison.dated
    if dated:
        words += ["--dates", ",".join(dated.dates)]
        names = dated.arrangements
    words += [] if names == chosen(comparison.scenario, None) else ["--arrangements", ",".join(names)]
    words += ["--lose", ",".join(loss.nodes)] if loss else []
    code = stamp.get("code_sha256")
    words += ["--allow-code"] if code else []
    shown = {
        "version": stamp.get("skypact", ""), "platform": stamp.get("platform", ""),
        "scenario": comparison.scenario.id, "SHA-256 of the scenario": sha256(comparison.scenario),
        "seed": comparison.seed, "runs": comparison.runs, "level": comparison.level,
        "association": stamp.get("association", ""), "hypothesis": comparison.hypothesis or "none",
    }
    if isinstance(code, dict):
        shown |= {f"SHA-256 of the code of doctrine {name}": text for name, text in code.items()}
    return again(words, association=stamp.get("association"), hypothesis=comparison.hypothesis, shown=shown)
