"""The stamp: what a result was made from, and nothing of when and where."""

from __future__ import annotations

from skypact.core.stamp import Stamp, digest, this_platform


def test_digest_is_the_sha256_of_the_text_in_utf_8() -> None:
    assert digest("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def test_a_stamp_names_no_time_path_or_worker() -> None:
    stamp = Stamp("0.1", "p", "s", "h", 1, 2, "full", "perfect").as_dict()
    assert set(stamp) == {
        "skypact",
        "platform",
        "scenario",
        "scenario_sha256",
        "seed",
        "runs",
        "level",
        "association",
    }


def test_the_platform_names_system_machine_and_python() -> None:
    assert len(this_platform().split("-")) >= 3
    assert "-py3." in this_platform()
