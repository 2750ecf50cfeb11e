"""Radars: the reference range that a stated range is, geometry, errors, and what ground, weather and noise do."""

from __future__ import annotations

from typing import Annotated, Literal

from skypact.spec.link import Sited
from skypact.spec.quantity import (
    Angle,
    Area,
    Bounds,
    Count,
    Decibel,
    Frequency,
    Length,
    Quantity,
    Share,
    Spec,
    Speed,
    Time,
    default,
)

Band = Literal["VHF", "UHF", "L", "S", "C", "X"]
Pfa = Annotated[Quantity, Bounds("share", at_least=1e-12, at_most=0.1)]
Pd = Annotated[Quantity, Bounds("share", at_least=0.01, at_most=0.99)]


FalsePlots = Annotated[Quantity, Bounds("count", at_least=0.0, at_most=20.0)]


class Reference(Spec):
    """A stated range means nothing without these: the target, Pd, Pfa, Swerling case, pulses."""

    range: Length
    rcs: Area
    pd: Pd = default(0.5, "share", 0.5, 0.9, "published ranges rarely state their Pd")
    pfa: Pfa = default(1e-6, "share")
    swerling: Literal[0, 1, 2, 3, 4] = 1
    pulses: Count = default(1, "count")


class Radar(Sited):
    """A radar that turns: reference range, geometry, errors, what it can ask, what ground and noise do to it.

    Over the horizon means by the sky wave: no horizon hides a target, `min_range` is the blind zone. `hours` are those
    in which it radiates. `strobes`: it reports the direction of a jammer that it cannot see through.
    """

    kind: Literal["radar"] = "radar"
    band: Band = "S"
    reference: Reference
    max_range: Length
    min_range: Length = default("1 km", "length")
    period: Time = default("10 s", "time")
    mast: Length = default("8 m", "length", "5 m", "30 m")
    elevation_low: Angle = default("-1 deg", "angle", "-2 deg", "0.5 deg")
    elevation_high: Angle = default("45 deg", "angle")
    sigma_range: Length = default("150 m", "length", "50 m", "1 km")
    sigma_azimuth: Angle = default("0.3 deg", "angle", "0.1 deg", "1.5 deg")
    sector: Angle = default("360 deg", "angle", note="width of the sector that it sees")
    facing: Angle = default("0 deg", "angle", note="middle of the sector, clockwise from north")
    sees: Literal["all", "aircraft", "ballistic"] = "all"
    over_horizon: bool = False
    hours: list[str] | None = None
    frequency: Frequency | None = None
    gain: Decibel = default("35 dB", "ratio_db", "30 dB", "42 dB", "of the antenna over an isotropic one")
    beam: Angle = default("1.5 deg", "angle", "0.5 deg", "6 deg", "width of the beam in azimuth, at half power")
    side_lobes: Decibel = default("-28 dB", "ratio_db", "-45 dB", "-18 dB", "mean level against the main lobe")
    noise_figure: Decibel = default("4 dB", "ratio_db", "2 dB", "8 dB")
    losses: Decibel = default("4 dB", "ratio_db", "2 dB", "8 dB", "of the receiver; matters to jamming only")
    pattern: Literal["flat", "cosecant"] = "flat"
    full_elevation: Angle = default("10 deg", "angle", "3 deg", "20 deg", "above it a cosecant pattern falls")
    range_cell: Length = default("300 m", "length", "50 m", "2 km", "length of ground that one echo holds")
    clutter_improvement: Decibel = default("45 dB", "ratio_db", "25 dB", "60 dB", "by which filters weaken the ground")
    notch: Speed = default("10 m/s", "speed", "4 m/s", "25 m/s", "radial speed below which these filters see nothing")
    blind_speed: Speed | None = None
    look_down: Decibel = default("0 dB", "ratio_db", note="loss on a target with ground behind it, for airborne radars")
    most_targets: Count | None = None
    strobes: bool = True
    outage: Share = default(0.0, "share", note="chance that it is out of action for the whole run")
    sigma_elevation: Angle | None = default("0.4 deg", "angle", "0.2 deg", "1 deg")
    full_accuracy: Decibel = default("20 dB", "ratio_db", "13 dB", "25 dB",
                                     "signal-to-noise ratio from which on the stated errors hold; they grow below it")
    false_plots: FalsePlots = default(1.0, "count", 0.0, 20.0, "mean number of false plots in a scan")
    asks_iff: bool = True
    asks_transponder: bool = True
