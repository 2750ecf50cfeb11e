"""The last section of every page: the command that makes it again."""

from __future__ import annotations

import shlex
from collections.abc import Mapping, Sequence

from skypact.report.markup import Markup, el
from skypact.report.tables import paragraph, section


def again(
    words: Sequence[object], *, association: object = "", hypothesis: str = "",
    shown: Mapping[str, object] | None = None,
) -> Markup:  # fmt: skip
    """Return the command of these words, and beneath it what else pins the result."""
    said = ["skypact", *words]
    said += ["--association", association] if association else []
    said += ["--hypothesis", hypothesis] if hypothesis else []
    pairs = [x for key, value in (shown or {}).items() for x in (el("dt", key), el("dd", el("code", value)))]
    line = paragraph(el("code", shlex.join(str(w) for w in [*said, "--report"])))
    return section("again", "Make it again", line, el("dl", *pairs) if pairs else "")
