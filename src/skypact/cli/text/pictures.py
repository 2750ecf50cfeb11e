"""Pictures as text: what each post held, how wrong it was, and what differs between arrangements."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from skypact.cli.text.tables import ends, paragraph, signed, table
from skypact.study.answer import number, told_apart

if TYPE_CHECKING:
    from skypact.study.pictures.pictures import Pictures

#: Columns: (truth, measure, head).
_SHOWN = (
    ("all", "completeness", "held of all"), ("own", "completeness", "held of own"), ("own", "gospa", "GOSPA [m]"),
    ("own", "missed", "missed"), ("own", "false", "false"), ("own", "doubles", "double"),
    ("own", "id_switches", "changes"), ("own", "position", "error [m]"), ("own", "purity", "purity"),
    ("own", "nees", "NEES"),
)  # fmt: skip
#: Measures whose differences are printed, against all that any sensor could see.
_DIFFER = ("completeness", "gospa", "doubles", "false", "position")


def pictures_text(found: Pictures) -> str:
    """Return the sentences, a row for each post and arrangement, paired differences, and how to read them."""
    blocks = [
        [paragraph(found.scenario.title)],
        [paragraph(sentence) for sentence in found.sentences],
        list(_posts(found)),
        list(_differences(found)),
        list(_settings(found)),
    ]
    return "\n\n".join("\n".join(block) for block in blocks if block) + "\n"


def _posts(found: Pictures) -> Iterator[str]:
    rows = {(r["arrangement"], r["post"], r["truth"], r["measure"]): r for r in found.table.to_pylist()}
    lines = [
        [f"{post}, {name or 'as written'}", *(_cell(rows[name, post, truth, key]) for truth, key, _ in _SHOWN)]
        for post in found.posts for name in found.names if found.comes(name, post)
    ]  # fmt: skip
    yield from table(["post, arrangement", *(head for _, _, head in _SHOWN)], lines)


def _cell(row: dict[str, Any]) -> str:
    if row["mean"] is None:
        return "—"
    return f"{row['mean']:,.0f}" if row["unit"] in ("m", "m²") else number(row["mean"], row["unit"])


def _differences(found: Pictures) -> Iterator[str]:
    lines = [
        [f"{r['post']}: {r['title']}", r["b"], signed(r["mean"], r["unit"]), ends(r)]
        for r in found.differences.to_pylist()
        if r["truth"] == "all" and r["measure"] in _DIFFER and told_apart(r)
    ]
    if lines:
        yield paragraph(f"What differs from {found.names[0]}, on the same runs, against all that any sensor could see:")
        yield from table(["post", "arrangement", "difference", "95 % interval"], lines)
    elif len(found.names) > 1:
        yield paragraph(f"Nothing can be told apart from {found.names[0]} in {found.runs} runs.")


def _settings(found: Pictures) -> Iterator[str]:
    where = "in space" if found.height else "over ground"
    account = f", account {found.hypothesis}" if found.hypothesis else ""
    yield paragraph(
        f"{found.runs} runs of each arrangement, seed {found.seed}, association {found.association}, pictures read "
        f"every {found.every_s:g} s, cut-off {found.c_m:g} m {where}{account}"
    )
    yield paragraph(
        "“Held of all”: share of what any sensor could see in its latest scan. All other columns are against what the "
        "sensors could see whose plots or tracks come to that post: missed, false and double are means of the moments, "
        "changes of track are of a whole run. Flocks of birds and what only people see count neither as missed nor as "
        "false. NEES is 6 for a filter that knows how wrong it is."
    )
