"""Disputed lines: each says what is disputed and where that is written, and lies where it should."""

from __future__ import annotations

from skypact.load.disputed import disputed


def test_lines_lie_where_they_should() -> None:
    found = {one.id: one for one in disputed()}
    assert sorted(found) == ["crimea", "kosovo", "northern-cyprus"]
    boxes = {
        "crimea": (45.5, 46.5, 33.0, 35.5), "kosovo": (42.0, 43.5, 20.0, 22.0), "northern-cyprus": (34, 36, 32, 35),
    }  # fmt: skip
    for name, (south, north, west, east) in boxes.items():
        points = [p for line in found[name].lines for p in line]
        assert len(points) > 10
        assert all(south < lat < north and west < lon < east for lat, lon in points)
        assert found[name].title
        assert "United Nations" in found[name].source
