"""The program from outside: what it prints where, and its exit codes."""

from __future__ import annotations

from pathlib import Path

import pytest

GOOD = """\
format: 1
id: two-posts
title: Two posts and one radar
question: {text: Is the aircraft seen?, measure: detected}
date: 2016-05-06
start: "05:00"
duration: 30 min
theatre: {south: 52, north: 56, west: 23, east: 30}
nations:
  BY: {title: Belarus}
posts:
  minsk: {nation: BY, title: Central post, at: [53.9, 27.6], picture: true}
sensors:
  lida:
    kind: radar
    nation: BY
    at: [53.9, 25.3]
    reports_to: minsk
    reference: {range: 180 km, rcs: 1 m2}
    max_range: 250 km
crafts:
  light: {title: light aircraft, target: light, speed: 180 km/h, altitude: 300 m, rcs: 0 dBsm}
intruders:
  one:
    type: light
    intent: trespass
    route: [{at: [54.4, 24.9]}, {at: [53.9, 26.5]}]
arrangements:
  national: {title: As it is}
"""


@pytest.fixture
def good(tmp_path: Path) -> Path:
    """Return a scenario without a fault."""
    path = tmp_path / "two-posts.yaml"
    path.write_text(GOOD, encoding="utf-8")
    return path


def test_check_says_that_all_is_well(skypact, good: Path) -> None:
    """A right file: one line on stdout, nothing on stderr."""
    done = skypact("check", good)
    assert (done.returncode, done.stderr) == (0, "")
    assert "no fault" in done.stdout
    assert "1 sensor," in done.stdout
    assert "1 flying object," in done.stdout


def test_check_prints_every_fault_with_its_place(skypact, good: Path) -> None:
    """Two faults in one file: two lines, each with file, line and column; exit code 2."""
    wrong = GOOD.replace("max_range: 250 km", "max_range: 250 parsec").replace("type: light", "type: lihgt")
    good.write_text(wrong, encoding="utf-8")
    done = skypact("check", good)
    assert done.returncode == 2
    faults = [line for line in done.stderr.splitlines() if line.startswith(f"{good}:")]
    lines = wrong.splitlines()
    assert [int(line.removeprefix(f"{good}:").split(":")[0]) for line in faults] == [
        1 + lines.index("    max_range: 250 parsec"), 1 + lines.index("    type: lihgt"),
    ]  # fmt: skip
    assert "did you mean 'light'?" in faults[1]
    assert done.stdout == ""


def test_check_takes_folders_and_goes_on_after_a_fault(skypact, good: Path) -> None:
    """The bad file does not hide the good one."""
    (good.parent / "bad.yaml").write_text("format: 1\n", encoding="utf-8")
    done = skypact("check", good.parent)
    assert done.returncode == 2
    assert "two-posts.yaml: no fault" in done.stdout
    assert "bad.yaml:" in done.stderr
    assert skypact("check", good.parent / "nowhere").returncode == 2


def test_the_resolved_form_reads_to_itself(skypact, good: Path, tmp_path: Path) -> None:
    """Resolving what is resolved changes nothing."""
    once = skypact("check", "--resolved", good)
    assert once.returncode == 0
    again = tmp_path / "again.yaml"
    assert skypact("check", "--resolved", good, "--out", again).returncode == 0
    assert again.read_text(encoding="utf-8") == once.stdout
    assert skypact("check", "--resolved", again).stdout == once.stdout


def test_show_says_what_is_in_it(skypact, good: Path) -> None:
    """Nations, forces, posts, the intruder and what is assumed."""
    done = skypact("show", good)
    assert (done.returncode, done.stderr) == (0, "")
    for words in ("Is the aircraft seen?", "BY: Belarus", "BY radars: 1 × lida", "minsk (BY)", "1 × light aircraft",
                  "arrangement national: As it is", "have no source"):  # fmt: skip
        assert words in done.stdout
    assert "sensors.lida.max_range: 250 km" in skypact("show", good, "--all").stdout


@pytest.mark.parametrize("runs", ["0", "-3", "many"])
@pytest.mark.parametrize("command", ["run", "compare"])
def test_runs_must_be_counted(skypact, good: Path, command: str, runs: str) -> None:
    """Zero or fewer replicates: exit code 2 and nothing written."""
    done = skypact(command, good, "--runs", runs)
    assert done.returncode == 2
    assert "--runs" in done.stderr
    assert "Traceback" not in done.stderr
    assert [path.name for path in good.parent.iterdir()] == [good.name]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["run", "nowhere.yaml"], "no such file"),
        (["compare", "two-posts.yaml", "--set", "posts.minsk.stops"], "PATH=VALUE"),
        (["compare", "two-posts.yaml", "--set", "posts.minks.stops=0.3"], "posts.minsk"),
        (["compare", "two-posts.yaml", "--set", "intruders.one.speed=900 km/h"], "constants of a scenario"),
        (["compare", "two-posts.yaml", "--break-even", "intruders.one.speed"], "constants of a scenario"),
        (["compare", "two-posts.yaml", "--arrangements", "natoinal"], "did you mean 'national'?"),
        (["run", "two-posts.yaml", "--arrangement", "natoinal"], "did you mean 'national'?"),
        (["run", "two-posts.yaml", "--hypothesis", "rival"], "rival"),
        (["run", "two-posts.yaml", "--out", "two-posts.yaml"], "--out"),
        (["show", "."], "not a result"),
        (["why", "two-posts.yaml", "national", "national"], "itself"),
        (["fly"], "fly"),
        ([], "Usage"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)  # fmt: skip
def test_what_a_user_can_mend_exits_with_2(skypact, good: Path, words: list[str], said: str) -> None:
    """A message without a traceback, and nothing is written."""
    done = skypact(*words)
    assert done.returncode == 2
    assert said in done.stderr + (done.stdout if not words else "")
    assert "Traceback" not in done.stderr
    assert [path.name for path in good.parent.iterdir()] == [good.name]


def test_a_folder_with_a_corpus_of_broken_files_is_in_order_when_each_is_refused_as_it_announces(
    skypact, good: Path
) -> None:
    text = good.read_text()
    broken = good.parent / "broken.yaml"
    line = text.splitlines().index(next(row for row in text.splitlines() if row.startswith("date:"))) + 3
    broken.write_text(f"# expect: not a date\n# at: {line}\n" + text.replace("date: ", "date: 2016-13-06 # ", 1))
    done = skypact("check", good.parent)
    assert (done.returncode, done.stderr) == (0, "")
    assert "broken.yaml: refused, as it announces — 1 fault" in done.stdout
    assert skypact("check", broken).returncode == 2
    broken.write_text(f"# expect: not a date\n# at: {line}\n" + text)
    done = skypact("check", good.parent)
    assert done.returncode == 2
    assert "no fault, though the file announces one" in done.stderr
