"""The catalogue as a whole: every fact points only at what is there."""

from __future__ import annotations

import re
from pathlib import Path

from tests.catalogue.pending import NOT_YET

from skypact.cli.inputs import shipped
from skypact.load.catalogue.lookup.checks import check
from skypact.load.catalogue.lookup.uses import Uses
from skypact.load.catalogue.shelf import Catalogue

DOCS = Path(__file__).resolve().parents[2] / "docs"


def test_every_pointer_of_the_catalogue_leads_somewhere() -> None:
    """Ids, sources, towns, dates, pages: `skypact catalogue check` finds nothing but what is still to come."""
    coming = {name for names in NOT_YET.values() for name in names}
    found = [str(fault) for fault in check(Uses(Catalogue(), shipped()), DOCS)]
    unknown = [re.search(r"unknown \w+ '([^']+)'", fault) for fault in found]
    assert [f for f, name in zip(found, unknown, strict=True) if not name or name.group(1) not in coming] == []
