"""Intruders of a rival account: there with it, and in no world without it."""

from __future__ import annotations

import pytest
from tests.load.conftest import Load

from skypact.core.errors import InputFaults, SkypactError
from skypact.load.canonical import canonical
from skypact.load.overlay.arrange import arrange, hypothesis
from skypact.load.overlay.presence import accounts, there
from skypact.load.overlay.raid import raid
from skypact.spec.scenario import Scenario

STATION = """  stand-off:
    type: jet
    count: 2
    intent: passage
    jammer: {bands: [S]}
    route: [{at: [54.8, 24]}, {at: [54.8, 24.5]}]
  guest: {type: jet, intent: trespass, route: [{at: [54.8, 24]}, {at: [54.6, 24]}]}
arrangements:
"""
ACCOUNTS = """hypotheses:
  jamming: {title: Noise, present: [stand-off], set: {posts.border.stops: 0.5}}
  crowd: {title: More of them, present: [stand-off-01, guest]}
"""
BROUGHT = (("arrangements:\n", STATION), ("hypotheses:\n", ACCOUNTS))
ALWAYS = {"raid-01", "raid-02", "raid-03"}


@pytest.fixture
def read(load: Load) -> Scenario:
    return load(*BROUGHT)


def test_without_an_account_its_intruders_are_in_no_world(read: Scenario) -> None:
    assert set(read.intruders) == ALWAYS | {"stand-off-01", "stand-off-02", "guest"}  # the file still tells of them
    assert set(there(read).intruders) == ALWAYS
    for name in ("", "national", "apart"):
        assert set(arrange(read, name).intruders) == ALWAYS
    assert accounts(read) == {
        "stand-off-01": ("jamming", "crowd"), "stand-off-02": ("jamming",), "guest": ("crowd",),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("account", "brings"),
    [("stopped", set()), ("jamming", {"stand-off-01", "stand-off-02"}), ("crowd", {"stand-off-01", "guest"})],
)
def test_an_account_brings_its_own_and_no_others(load: Load, account: str, brings: set[str]) -> None:
    made = load(*BROUGHT, hypothesis=account)
    assert set(arrange(made, "national").intruders) == ALWAYS | brings


def test_two_accounts_bring_both(read: Scenario) -> None:
    for first, second in (("jamming", "crowd"), ("crowd", "jamming")):
        made = arrange(hypothesis(hypothesis(read, first), second), "")
        assert set(made.intruders) == set(read.intruders)


def test_with_an_account_they_are_what_the_file_says(read: Scenario) -> None:
    """Same names, same luck: an account moves nothing, it only lets be there."""
    made = arrange(hypothesis(read, "jamming"), "national")
    assert made.intruders["stand-off-02"] == read.intruders["stand-off-02"]
    assert {name: made.intruders[name] for name in ALWAYS} == there(read).intruders


def test_a_world_is_that_of_a_file_without_them(load: Load, read: Scenario) -> None:
    plain = arrange(load(), "national")
    world = arrange(read, "national")
    assert world.intruders == plain.intruders
    assert world.question == plain.question
    assert there(world) is world
    same = load()
    assert there(same) is same


def test_the_question_asks_about_those_that_are_there(load: Load) -> None:
    asks = ("question: {text: Does it get through?}", "question: {text: Which?, about: [raid, guest]}")
    made = load(*BROUGHT, asks)
    assert arrange(made, "").question.about == sorted(ALWAYS)
    assert arrange(hypothesis(made, "crowd"), "").question.about == [*sorted(ALWAYS), "guest"]


def test_a_question_about_nobody_but_them_is_refused(load: Load) -> None:
    asks = ("question: {text: Does it get through?}", "question: {text: Which?, about: [guest]}")
    with pytest.raises(InputFaults, match="under a rival account only"):
        load(*BROUGHT, asks)


def test_an_account_names_intruders(load: Load) -> None:
    with pytest.raises(InputFaults, match="unknown intruder 'gest' — did you mean 'guest'"):
        load(BROUGHT[0], ("hypotheses:\n", ACCOUNTS.replace("guest", "gest")))


@pytest.mark.parametrize("key", ["begin", "jammer.density", "jammer.begin", "route", "there"])
def test_an_account_cannot_change_one(load: Load, key: str) -> None:
    account = f"hypotheses:\n  louder: {{title: Louder, set: {{intruders.stand-off.{key}: 1}}}}\n"
    with pytest.raises(InputFaults, match="constants of a scenario"):
        load(BROUGHT[0], ("hypotheses:\n", account))


def test_the_resolved_form_still_tells_them_apart(load: Load, read: Scenario, tmp_path) -> None:
    from skypact.load.canonical import dump_yaml
    from skypact.load.scenario import scenario

    file = tmp_path / "resolved.yaml"
    file.write_text(dump_yaml(read), encoding="utf-8")
    again = scenario(file)
    assert canonical(again) == canonical(read)
    assert set(arrange(again, "").intruders) == ALWAYS


def test_a_raid_of_those_that_are_not_there_is_refused(load: Load, tmp_path) -> None:
    attack = STATION.replace("intent: trespass", "intent: attack")
    load(("arrangements:\n", attack), BROUGHT[1])
    with pytest.raises(SkypactError, match="only under the account 'crowd' — add it with --hypothesis"):
        raid(tmp_path / "small.yaml", ["guest"], 2)
    assert set(raid(tmp_path / "small.yaml", ["guest"], 1, hypothesis="crowd").groups) == {"guest"}
