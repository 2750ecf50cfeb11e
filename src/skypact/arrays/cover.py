"""The codes of coverage: where a sensor fails first at a cell, and the layout of a sensor's limits."""

from __future__ import annotations

#: Where a sensor fails first, in the order in which it is asked; OUT has not been asked at all: too far for any height.
OUT, RANGE, SECTOR, ELEVATION, HORIZON, GROUND, COVERED = 0, 1, 2, 3, 4, 5, 6
#: f8 [N_LIMIT]: range by the radar equation, greatest and least slant range [m]; middle of the sector from grid north
#: and its half-width [rad]; elevations between which it sees, and above which its range falls as 1/sin [rad]; share of
#: the range that is left with ground behind the target; 1 where it sees by the sky wave.
FAR_M, MOST_M, LEAST_M, FACING_RAD, HALF_RAD, LOW_RAD, HIGH_RAD, FULL_RAD, DOWN, SKY = 0, 1, 2, 3, 4, 5, 6, 7, 8, 9
N_LIMIT = 10
