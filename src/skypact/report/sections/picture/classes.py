"""Pictures: the section on what posts took objects for, on misidentification, and on errors of pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from skypact.analysis.evidence import CLASS_NAMES
from skypact.report.markup import Markup, el, join
from skypact.report.tables import folded, paragraph, percent, plain, section, table

if TYPE_CHECKING:
    from skypact.study.compare import Comparison

Row = dict[str, Any]
_TRUTHS = {
    "attack": "attackers", "trespass": "trespassers", "passage": "passing flights", "friend": "own aircraft",
    "decoy": "decoys", "echo": "false echoes", "phantom": "tracks of nothing",
}
_ON_TOP = ("within", "between", "rounds_within", "rounds_between", "rounds_false")
_WHEN = {"decision": "at the first decision on the object", "last": "at last, before the object's fate"}
_ERRORS = {
    "civil engaged": "civil flights engaged", "attack let pass": "attackers let pass",
    "trespass let pass": "trespassers let pass",
}
_BY = {"": "", "everyone": "by every post", "deciders": "by those who may decide"}


def picture_section(comparison: Comparison) -> Markup:
    """Return the section; of what the level of the runs can tell."""
    parts: list[object] = []
    if comparison.level == "full":
        parts.append(_mistaken(comparison.mistaken().to_pylist()))
    parts += [_confusions(comparison, comparison.confusion().to_pylist()), *_errors(comparison)]
    return section("picture", "Classes and pictures", *parts)


def _mistaken(rows: list[Row]) -> Markup:
    order = dict.fromkeys((r["error"], r["by"]) for r in rows if r["exposed"])
    made = table(
        "Misidentification both ways, with 95 % intervals",
        ("what, of how many in a run", "by whom", "arrangement", "per 1,000", "how many a run", "civil in truth",
         "runs with one"),
        [[f"{_ERRORS[r['error']]}, of {r['exposed']}", _BY[r["by"]], r["arrangement"],
          _bounded(r["per_1000"], r["low"], r["high"], plain, "at most {}"),
          "—" if r["count"] is None else plain(r["count"]),
          "—" if r["civil"] is None else plain(r["civil"]),
          _bounded(r["runs"], r["runs_low"], r["runs_high"], percent, "at most {}")]
         for error, by in order for r in rows if (r["error"], r["by"]) == (error, by)],
        range(3, 7), 3,
    )  # fmt: skip
    words = paragraph(
        "Let pass: an attacker or trespasser that was taken at last for civil or friendly wherever it had a class, and "
        "that nobody fired at, looked at or escorted. One that is civil in truth had the right class, and still no "
        "right to be there. What no post had a class for is not counted here: it was not known."
    )
    return join([words, made])


def _confusions(comparison: Comparison, rows: list[Row]) -> Markup:
    if not rows:
        return paragraph("No post gave anything a class.")
    by: dict[tuple[str, ...], dict[str, Row]] = {}
    for r in rows:
        by.setdefault((r["when"], r["truth"], r["post"], r["arrangement"]), {})[r["class"]] = r
    blocks: list[object] = [paragraph(
        "What each post took each kind of object for: share of those to which it had given a class. The run is "
        "resampled whole; a share of none or all has its exact bound on the runs with such an object. Tracks of "
        "nothing count once a run, by the last of them."
    )]  # fmt: skip
    for when, said in _WHEN.items():
        keys = [key for truth in _TRUTHS for key in by if key[:2] == (when, truth)]
        cells = [[_TRUTHS[truth], post, name, plain(next(iter(by[key].values()))["objects"], 1),
                  *(_share(by[key][cls]) for cls in CLASS_NAMES)]
                 for key in keys for _, truth, post, name in [key]]  # fmt: skip
        heads = ("in truth", "post", "arrangement", "how many a run", *CLASS_NAMES)
        if cells:
            blocks.append(folded(f"Classes {said}", table(f"Classes {said}", heads, cells, range(3, 9), 3),
                                 open_=when == "decision"))
    return join(blocks)


def _errors(comparison: Comparison) -> list[object]:
    rows = comparison.picture_errors().to_pylist()
    if not any(r[key] for r in rows for key in ("doubled", "false", "within", "between", "impure")):
        return []
    posts = dict.fromkeys(r["post"] for r in rows)
    ordered = [r for post in posts for r in rows if r["post"] == post]
    words = paragraph(
        "An order is on top of another where that one, at the same object, is not yet done with: from another track of "
        "the same post, which takes one object for two, or from another post, which does not know of it. Purity is the "
        "share of a track's last plots that were of one object, when the order was given."
    )
    tracks = table(
        "Tracks at each post, and those that orders were given on",
        ("post", "arrangement", "second tracks of one object, a run", "tracks of nothing, an hour", "orders, a run",
         "mean purity", "orders at a mixed track"),
        [[r["post"] or "all posts", r["arrangement"], _count(r, "doubled"), _count(r, "false"), plain(r["orders"]),
          _bounded(r["purity"], r["purity_low"], r["purity_high"], plain, ""),
          _bounded(r["impure"], r["impure_low"], r["impure_high"], percent, "≤ {} of runs")] for r in ordered],
        range(2, 7), 2,
    )  # fmt: skip
    given = [r for r in ordered if r["orders"]]
    orders = table(
        "Orders and rounds on doubles and at nothing, a run",
        ("post", "arrangement", "orders on top of its own", "on top of another's", "rounds on its own doubles",
         "on top of another's", "at nothing"),
        [[r["post"] or "all posts", r["arrangement"], *(_count(r, key) for key in _ON_TOP)] for r in given],
        range(2, 7), 2,
    )  # fmt: skip
    return [el("h3", "Doubles, tracks of nothing, mixed tracks"), words, tracks, *([orders] if given else [])]


def _count(r: Row, key: str) -> Markup:
    bound = f"≤ {percent(r[f'{key}_high'])} of runs" if r[key] == 0 and r[f"{key}_high"] is not None else ""
    return _bounded(r[key], r[f"{key}_low"], r[f"{key}_high"], plain, bound)


def _share(r: Row) -> Markup:
    if r["share"] in (0, None):
        return join(["—"])  # the other classes of the row hold them all, with their bounds
    return _bounded(r["share"], r["share_low"], r["share_high"], percent, "")


def _bounded(value: float | None, low: float | None, high: float | None, say: Any, none: str) -> Markup:
    """Return an estimate with its interval beneath it, or where it is none, the bound in the words of `none`."""
    if value is None:
        return join(["—"])
    if value == 0 and none and high is not None:
        return Markup(join(["none"]) + el("br") + el("span", none.format(say(high)), class_="interval"))
    if low is None or high is None or low == high:
        return join([say(value)])
    return Markup(join([say(value)]) + el("br") + el("span", f"{say(low)} to {say(high)}", class_="interval"))
