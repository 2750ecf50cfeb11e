"""Write the small file that viewer/test opens: python tests/report/viewer/small_file.py"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

from skypact.report.viewer.pack import FORMAT, VERSION, Packer

PLACE = Path(__file__).with_name("small.skyv")
FIRST = np.array([0, 3, 5])
#: What the columns hold: two series, 3 and 2 points.
HELD = {
    "t_s": [0.0, 10.5, 7200.0, 3.0, 4.0], "lon": [23.5, 23.50001, -179.99999, 24.0, 24.1],
    "lat": [54.0, 54.00001, 53.0, -10.0, -10.5], "alt_m": [6000.0, 6001.0, 150.0, 0.0, 12000.0],
}
STEPS = {"t_s": 0.1, "lon": 1e-5, "lat": 1e-5, "alt_m": 1.0}
DETAIL = [0, 64**7 * 2 + 5]
VALUE = [0.25, float("nan")]


def small() -> bytes:
    """Return a container with a column of each kind; the numbers stand in its header beside them."""
    packer = Packer()
    series = {name: packer.whole(np.array(HELD[name]), STEPS[name], delta=True, first=FIRST) for name in HELD}
    return packer.container({
        "format": FORMAT, "version": VERSION, "first": packer.whole(FIRST), "series": series,
        "detail": packer.exact(np.array(DETAIL)), "value": packer.real(np.array(VALUE)),
        "class": packer.whole(np.array([-1, 4])), "holds": {**HELD, "first": FIRST.tolist(), "detail": DETAIL},
    })  # fmt: skip


if __name__ == "__main__":
    PLACE.parent.mkdir(parents=True, exist_ok=True)
    PLACE.write_bytes(small())
    print(json.dumps({"written": PLACE.name, "bytes": PLACE.stat().st_size}))
