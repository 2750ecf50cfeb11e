"""Outcomes: the section on how the measure of the question falls out over the runs of each arrangement."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from skypact.analysis.outcomes import measures
from skypact.report.markup import Markup
from skypact.report.pictures.outcomes import outcomes
from skypact.report.tables import figure, section, table

if TYPE_CHECKING:
    from skypact.study.compare import Comparison


def outcomes_section(comparison: Comparison) -> Markup:
    """Return how many runs came to which outcome, and the quartiles."""
    measure = comparison.scenario.question.measure
    title = str(comparison.mean(comparison.names[0], measure)["title"])
    found = {
        name: [int(v) for v in measures(comparison.logs[name], comparison.scopes[name])[measure].to_pylist()]
        for name in comparison.names
    }
    said = f"Share of the {comparison.runs} runs of each arrangement by {title}; the table holds the quartiles."
    drawn = outcomes("outcomes", f"Outcomes of the runs: {title}", said, found, f"{title}, in a run")
    rows = [[name, *(f"{np.quantile(values, q, method='inverted_cdf'):g}" for q in (0, 0.25, 0.5, 0.75, 1))]
            for name, values in found.items()]  # fmt: skip
    heads = ("arrangement", "least", "first quarter", "median", "third quarter", "most")
    return section(
        "outcomes", "How the runs fall out",
        figure(drawn, "Share of runs by outcome: what one run may bring, where the intervals above speak of the mean. "
                      "Dotted: the mean."),
        table(f"{title[0].upper()}{title[1:]}, over {comparison.runs} runs", heads, rows, range(1, 6)),
    )
