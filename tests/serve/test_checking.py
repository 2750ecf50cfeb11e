"""Posted scenarios: faults with their places, what a map shows, and that no file is read and no code is run."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

ROOT = Path(__file__).resolve().parents[2]
BORDER = (ROOT / "scenarios" / "2016-05-border.yaml").read_text(encoding="utf-8")
AIRDROP = (ROOT / "scenarios" / "2012-07-04-airdrop.yaml").read_text(encoding="utf-8")


def checked(client: TestClient, text: str) -> dict[str, Any]:
    """Return what the server says of a text."""
    answer = client.post("/api/check", json={"yaml": text})
    assert answer.status_code == 200
    return answer.json()


def test_a_right_scenario_has_no_fault_and_a_map(client: TestClient) -> None:
    """Places by name are found, borders are rings of longitude and latitude."""
    found = checked(client, BORDER)
    assert found["faults"] == []
    assert found["arrangements"][:2] == ["national", "national-delegated"]
    post = next(site for site in found["sites"] if site["id"] == "cp-belarus")
    assert post == {"path": "posts.cp-belarus.at", "id": "cp-belarus", "kind": "posts", "nation": "BY",
                    "at": [27.6, 53.9], "reach_m": 0.0, "movable": True}  # fmt: skip
    assert {site["kind"] for site in found["sites"]} == {"posts", "sensors", "batteries", "fighters"}
    assert max(site["reach_m"] for site in found["sites"] if site["kind"] == "batteries") > 50_000
    rings = {one["nation"]: one["rings"] for one in found["borders"]}
    assert set(rings) == {"BY", "RU", "LT", "LV", "PL", "UA"}
    assert all(20 <= lon <= 38 and 50 <= lat <= 58 for ring in rings["BY"] for lon, lat in ring)


def test_routes_are_shown_and_nothing_of_them_is_movable(client: TestClient) -> None:
    """Intruders are constants of a scenario (law 9): no site is one of theirs."""
    found = checked(client, BORDER)
    routes = {route["id"]: route for route in found["routes"]}
    assert routes["drones-lida"]["intent"] == "attack"
    assert len(routes["drones-lida"]["points"]) >= 2
    assert {site["id"] for site in found["sites"]} & set(routes) == set()
    assert not any(site["path"].startswith(("intruders", "traffic", "crafts")) for site in found["sites"])


def test_units_of_a_muster_are_shown_but_not_movable(client: TestClient) -> None:
    """The text does not name them: there is no line to write a place into."""
    sites = checked(client, (ROOT / "scenarios" / "by-date.yaml").read_text(encoding="utf-8"))["sites"]
    assert {site["movable"] for site in sites if site["kind"] == "batteries"} == {False}


def test_a_fault_says_where_and_what_would_be_right(client: TestClient) -> None:
    """With line and column; the rest of the map stays."""
    text = AIRDROP.replace("\nduration:", "\nduratoin:", 1)
    line = text[: text.index("duratoin:")].count("\n") + 1
    found = checked(client, text)
    fault = next(fault for fault in found["faults"] if fault["path"] == "duratoin")
    assert (fault["line"], fault["column"]) == (line, 1)
    assert "duration" in fault["right"]
    assert len(found["sites"]) == len(checked(client, AIRDROP)["sites"])


@pytest.mark.parametrize("text", ["", "[", "- a", "a: &a [*a]", "\t", "a: 1\na: 2", "\x00", "{" * 60, "é: ü"])
def test_what_is_no_scenario_has_faults(client: TestClient, text: str) -> None:
    """And nothing on the map."""
    found = checked(client, text)
    assert found["faults"]
    assert (found["sites"], found["routes"], found["borders"]) == ([], [], [])


@pytest.mark.parametrize(("old", "new", "path"), [
    ("  terrain: smooth", "  terrain: /etc/passwd", "environment.terrain"),
    ("  terrain: smooth", "  terrain: [N54E025.hgt]", "environment.terrain"),
    ("  terrain: smooth", "  terrain: ../../secret", "environment.terrain"),
    ("\nnations:", "\nworldview: /etc/view.geojson\nnations:", "worldview"),
    ("\nnations:", "\nworldview: ../view.shp\nnations:", "worldview"),
    ("\nnations:", "\nrecorded: {a: {file: /etc/passwd, format: readsb}}\nnations:", "recorded"),
    ("\nnations:", "\ndoctrines: {d: {code: 'evil.py:run'}}\nnations:", "doctrines.d.code"),
    ("\nnations:", "\ndoctrines: {d: {code: an-entry-point}}\nnations:", "doctrines.d.code"),
])  # fmt: skip
def test_no_file_is_read_and_no_code_is_run(client: TestClient, old: str, new: str, path: str) -> None:
    """What a posted scenario names is refused before anything looks at it, for checks and for jobs."""
    assert old in AIRDROP
    found = checked(client, AIRDROP.replace(old, new, 1))
    assert [fault["path"] for fault in found["faults"]] == [path]
    assert "server" in found["faults"][0]["message"] + found["faults"][0]["right"]


def test_files_are_refused_before_they_are_opened(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader that is asked at all fails the test."""
    import skypact.load.scenario as room

    def asked(*given: object) -> None:
        raise AssertionError(given)

    monkeypatch.setattr(room, "of_document", asked)
    monkeypatch.setattr("skypact.serve.shelf.checking.of_document", asked)
    checked(client, AIRDROP.replace("  terrain: smooth", "  terrain: /etc/passwd", 1))
