"""The section on classes and pictures, and the evidence in the ledger."""

from __future__ import annotations

import re

from tests.eventlogs import event, event_log
from tests.study.worlds_by_hand import scenario

from skypact.arrays import codes as k
from skypact.cli.text.picture import classes_text, picture_text
from skypact.log.schema import EventLog
from skypact.report.sections.ledger import ledger_table
from skypact.report.sections.picture.classes import picture_section
from skypact.study.compare import Comparison, compared

#: The key of "IFF: no reply; flight plan: none fits" in peace.
SILENT = 64**6 + 64**4


def doubled(name: str) -> EventLog:
    """Return three runs in which drone-01 is let pass; under `unified` drone-02 is held twice and fired at twice."""
    rows = [event(5.0, k.E_CLASSIFIED, "drone-01", "cp-by", value=k.K_CIVIL, detail=SILENT),
            event(99.0, k.E_FATE, "drone-01", value=k.F_REACHED)]
    if name == "unified":
        rows += [
            event(6.0, k.E_DOUBLED, "drone-02", "cp-by", detail=2),
            event(7.0, k.E_ORDERED, "drone-02", "cp-by", "s300", value=1.0, detail=1),
            event(8.0, k.E_ORDERED, "drone-02", "cp-by", "s400", value=0.5, detail=2),
            event(9.0, k.E_FIRED, "drone-02", "s400", value=2, detail=2),
        ]
    return event_log([rows] * 3, name)


def comparison(*names: str) -> Comparison:
    return compared(scenario(), {name: doubled(name) for name in names}, seed=1)


def cells(text: str) -> dict[str, list[str]]:
    """Return the lines of a table by their first words."""
    return {parts[0]: parts[1:] for line in text.splitlines() if len(parts := re.split(r"\s{2,}", line.strip())) > 1}


def test_the_text_says_what_was_let_pass_and_what_was_doubled() -> None:
    found = cells("\n".join(picture_text(comparison("national", "unified"))))
    assert found["attackers let pass by every post, per 1,000 ↓"] == ["500", "500"]
    assert found["attackers let pass by deciders, per 1,000 ↓"] == ["500", "none [≤ 316]"]  # cp-joint had no class
    assert found["second tracks of one object, a run ↓"] == ["0.00", "1.00"]
    assert found["rounds on second tracks ↓"] == ["0.00", "2.00"]
    assert found["purity of a track when an order is given ↑"] == ["—", "0.75"]
    assert "tracks of nothing, an hour ↓" not in found


def test_where_pictures_have_no_errors_the_text_does_not_speak_of_them() -> None:
    assert "second tracks" not in "\n".join(picture_text(comparison("national")))
    assert "Doubles" not in picture_section(comparison("national"))


def test_the_section_shows_both_errors_classes_and_doubles() -> None:
    made = picture_section(comparison("national", "unified"))
    assert 'id="section-picture"' in made
    assert "attackers let pass, of 2" in made
    assert re.search(r"<th[^>]*>attackers</th><th[^>]*>cp-by</th><th[^>]*>national</th>", made)
    assert "Doubles, tracks of nothing, mixed tracks" in made


def test_the_ledger_tells_the_evidence() -> None:
    made = ledger_table(doubled("national"), 0, comparison("national").scopes["national"], "05:00")
    assert "IFF: no reply; flight plan: none fits" in made
    said = "\n".join(classes_text(comparison("national"), 1, "drone-01", ("national",)))
    assert "05:00:05 cp-by: civil — IFF: no reply; flight plan: none fits" in said
    assert "none had a class for it" in "\n".join(classes_text(comparison("national"), 1, "liner", ("national",)))
