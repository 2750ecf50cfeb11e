"""The catalogue as a whole: every fact points only at what is there."""

from __future__ import annotations

from pathlib import Path

from skypact.cli.inputs import shipped
from skypact.load.catalogue.lookup.checks import check
from skypact.load.catalogue.lookup.uses import Uses
from skypact.load.catalogue.shelf import Catalogue

DOCS = Path(__file__).resolve().parents[2] / "docs"


def test_every_pointer_of_the_catalogue_leads_somewhere() -> None:
    """Ids, sources, towns, dates, pages."""
    assert [str(fault) for fault in check(Uses(Catalogue(), shipped()), DOCS)] == []
