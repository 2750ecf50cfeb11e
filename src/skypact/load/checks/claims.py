"""Cross-checks of claims: the craft, the choices and the sources that they name."""

from __future__ import annotations

from collections.abc import Iterator

from skypact.load.checks.references import Known, named
from skypact.load.yaml_nodes import Problem
from skypact.spec.scenario import Scenario


def check(s: Scenario, known: Known) -> Iterator[Problem]:
    """Yield every craft and choice that a claim names and that does not exist, and parallels out of the theatre."""
    crafts = known.names["crafts"]
    for name, claim in s.claims.items():
        here = ("claims", name)
        yield from named((*here, "against"), "craft", claim.against, crafts)
        for key, account in claim.accounts.items():
            for end in ("before", "after"):
                path = (*here, "accounts", key, end)
                yield from named(path, "choice", getattr(account, end), known.names["choices"])
        for key, reading in claim.readings.items():
            at = reading.latitude
            if at is not None and not s.theatre.south <= at <= s.theatre.north:
                right = f"{s.theatre.south:g} to {s.theatre.north:g}, or a larger theatre"
                yield Problem((*here, "readings", key, "latitude"), f"{at:g} lies outside the theatre", right)
