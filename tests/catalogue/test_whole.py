"""The catalogue as a whole: every fact points only at what is there."""

from __future__ import annotations

from pathlib import Path

from skypact.cli.inputs import shipped
from skypact.load.catalogue.checks import check
from skypact.load.catalogue.shelf import Catalogue
from skypact.load.catalogue.uses import Uses

DOCS = Path(__file__).resolve().parents[2] / "docs"


def test_every_pointer_of_the_catalogue_leads_somewhere() -> None:
    """Ids, sources, towns, dates, pages: `skypact catalogue check` finds nothing."""
    assert [str(fault) for fault in check(Uses(Catalogue(), shipped()), DOCS)] == []
