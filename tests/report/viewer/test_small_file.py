"""The small file that the tests of the web app open is the one that this package writes."""

from __future__ import annotations

from tests.report.viewer.small_file import PLACE, small

from skypact.report.viewer.pack import opened


def test_it_is_up_to_date() -> None:
    assert opened(PLACE.read_bytes()) == opened(small()), "refresh it: python tests/report/viewer/small_file.py"
