"""`skypact claims` of the catalogue: what it prints, what it writes, what moves a verdict, what it refuses."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cli.terminal import skypact

CLAIM = "iskander-e-poland"


def verdicts(out: str) -> dict[str, str]:
    (claim,) = json.loads(out)["claims"]
    return {"": claim["verdict"]} | {r["key"]: r["verdict"] for r in claim["readings"]}


def test_a_table_and_a_paragraph_and_nothing_on_disk(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    code, out, err = skypact("claims", CLAIM, capsys=capsys)
    assert code == 0, err
    assert f"{CLAIM}: " in out
    assert "what decides" in out
    assert "Crux, " in out
    assert list(tmp_path.iterdir()) == []


def test_a_longer_reach_makes_it_hold(capsys: pytest.CaptureFixture[str]) -> None:
    _, short, _ = skypact("claims", CLAIM, "-f", "json", capsys=capsys)
    _, long, _ = skypact("claims", CLAIM, "-f", "json", "--set", "Iskander-E.reach=500 km", capsys=capsys)
    assert verdicts(short)["slupsk-from-belarus"] == "fails"
    assert verdicts(long)["slupsk-from-belarus"] == "holds"


def test_a_slower_interceptor_is_no_longer_faster(capsys: pytest.CaptureFixture[str]) -> None:
    said = ("claims", "interceptors-faster", "-f", "json")
    _, slow, _ = skypact(*said, "--set", "SM-3-IIA.burnout=3 km/s", "--set", "SM-3-IB.burnout=3.5 km/s", capsys=capsys)
    _, fast, _ = skypact(*said, "--set", "SM-3-IIA.burnout=5 km/s", "--set", "SM-3-IB.burnout=3 km/s", capsys=capsys)
    assert (verdicts(slow)["faster"], verdicts(fast)["faster"]) == ("fails", "holds")


def test_the_folder_and_the_page(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    place = tmp_path / "found"
    code, _, err = skypact("claims", CLAIM, "--report", "-o", str(place), capsys=capsys)
    assert code == 0, err
    assert {"answer.txt", "result.json", "report.html", "claims", "skypact.json"} <= {p.name for p in place.iterdir()}
    assert json.loads((place / "claims" / f"{CLAIM}.json").read_text(encoding="utf-8"))["id"] == CLAIM
    page = (place / "report.html").read_text(encoding="utf-8")
    assert page.count("<svg") > 3
    assert "holds here" in page


def test_the_crux_of_two_camps(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = skypact("claims", "crux", CLAIM, "--camps", "article,export-limit", "-f", "json", capsys=capsys)
    assert code == 0, err
    morag = next(c for c in json.loads(out)["crux"] if c["reading"] == "morag-from-belarus")
    assert [way["verdict"] for way in morag["ways"]] == ["fails", "holds"]
    assert morag["ways"][0]["flips"] == [["Iskander-E.reach"]]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("iskander-e-polnd",), "did you mean 'iskander-e-poland'?"),
        (("zzz",), "skypact catalogue list claims names the claims"),
        ((CLAIM, "--set", "musters.BY.on=2012-01-01"), "no scenario of these claims has it"),
        (("unification-adds", "--set", "size=40"), "no scenario of these claims has it"),
        ((CLAIM, "--set", "Iskander-E.reech=1 km"), "did you mean 'reach'?"),
        ((CLAIM, "--set", "intruders.x.speed=1 m/s"), "defence only"),
        ((CLAIM, "--camps", "a,b"), "--camps goes with crux"),
        (("crux", CLAIM, "--camps", "article,nobody"), "unknown camp 'nobody'"),
        (("crux",), "one claim"),
        ((CLAIM, "--claim", "x"), "for the claims of one scenario"),
    ],
)
def test_mistakes_are_told(words: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = skypact("claims", *words, capsys=capsys)
    assert (code, out) == (2, "")
    assert said in err


def test_ctrl_c_keeps_the_claims_that_are_finished(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from skypact.study.published import judge

    whole, asked = judge.figures.figures, []

    def stopped(*given: object, **more: object) -> object:
        asked.append(given)
        if len(asked) > 3:
            raise KeyboardInterrupt
        return whole(*given, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(judge.figures, "figures", stopped)
    place = tmp_path / "kept"
    code, out, err = skypact("claims", CLAIM, "s400-v-interceptors", "interceptors-faster", "-w", "1", "-o",
                             str(place), "-f", "json", capsys=capsys)  # fmt: skip
    assert code == 130
    assert "2 of 3 claims are finished" in err
    made = json.loads(out)
    assert ([c["id"] for c in made["claims"]], made["whole"]) == ([CLAIM, "s400-v-interceptors"], False)
    assert json.loads((place / "skypact.json").read_text(encoding="utf-8"))["whole"] is False
    code, out, err = skypact("claims", "interceptors-faster", "-w", "1", capsys=capsys)
    assert (code, out) == (130, "")
    assert "no claim is finished" in err


def test_ctrl_c_keeps_what_is_finished_of_claims_judged_at_once(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from collections.abc import Iterable, Iterator
    from concurrent.futures import Future, as_completed

    from skypact.study.published import judge

    def stopped(futures: Iterable[Future[object]]) -> Iterator[Future[object]]:
        yield next(iter(as_completed(futures)))
        raise KeyboardInterrupt

    monkeypatch.setattr(judge, "as_completed", stopped)
    code, out, err = skypact("claims", CLAIM, "s400-v-interceptors", "interceptors-faster", "-w", "2", "-f", "json",
                             capsys=capsys)  # fmt: skip
    assert code == 130
    assert "1 of 3 claims are finished" in err
    assert len(json.loads(out)["claims"]) == 1
