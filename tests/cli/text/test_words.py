"""What `skypact show` says of what flies and of what changes."""

from __future__ import annotations

from tests.engine.scenes import BASE, flight, radar, scene

from skypact.cli.text import words


def test_what_may_be_absent_is_told_by_its_mean() -> None:
    """Nine echoes may be there, three are on average; what is always there is only counted. Silence is a change."""
    birds = {"target": "light", "speed": "15 m/s", "altitude": "300 m", "rcs": "-5 dBsm"}
    read = scene(
        crafts=BASE["crafts"] | {"birds": birds}, zones={"marsh": {"centre": [53.6, 24], "radius": "30 km"}},
        echoes={"flock": {"type": "birds", "mean": 3, "zone": "marsh"}}, sensors={"r": radar()},
        intruders={"j": flight((54, 24), (53, 24)), "k": flight((54, 24), (53, 24), there=0.5),
                   "bait": flight((54, 24), (53, 24), intent="decoy")},
        changes=[{"at": "2 min", "silent": ["r"]}, {"at": "5 min", "radiates": ["r"]}],
    )  # fmt: skip
    assert list(words._flights(read)) == [
        "9 × birds, echo, 3 of them there in a run on average", "2 × jet, attack, 1.5 of them "
        "there in a run on average", "1 × jet, decoy",
    ]
    assert [words._change(change) for change in read.changes] == [
        "after 2 min silent: r", "after 5 min radiates: r",
    ]
