"""Sensors to rows: one registered lowering per spec class."""

from __future__ import annotations

import math
from functools import singledispatch

import numpy as np

from skypact.arrays.codes import (
    BANDS,
    SEES,
    SENSOR_COOPERATIVE,
    SENSOR_LAUNCH,
    SENSOR_OBSERVER,
    SENSOR_PASSIVE,
    SENSOR_RADAR,
)
from skypact.arrays.world import PD_COUNT
from skypact.core.ids import who
from skypact.lower import place
from skypact.lower.ground import Ground
from skypact.lower.sense.detection import floor_db, reference_snr_db, required_snr, table
from skypact.spec.radar import Radar
from skypact.spec.sensor import Cooperative, LaunchWarning, Observer, Passive, Sensor

#: Frequency of a band where a radar states none [Hz].
BAND_HZ = {"VHF": 160e6, "UHF": 420e6, "L": 1.3e9, "S": 3.0e9, "C": 5.5e9, "X": 9.5e9}
LIGHT_MPS = 299_792_458.0
#: Thermal noise at 290 K [dBW/MHz].
THERMAL_DB = 10.0 * math.log10(1.380649e-23 * 290.0 * 1e6)
#: A passive station is a detector of one sample with this chance of a false alarm [assumed].
PASSIVE_PFA = 1e-6


class Tables:
    """Tables in the making that sensors share: Pd for each detector in use, attenuation for each frequency."""

    def __init__(self) -> None:
        self.keys: list[tuple[float, int, int]] = []
        self.frequencies: list[float] = []

    def gas(self, frequency_hz: float) -> int:
        """Return the row of a frequency, added where it is new."""
        if frequency_hz not in self.frequencies:
            self.frequencies.append(frequency_hz)
        return self.frequencies.index(frequency_hz)

    def index(self, pfa: float, pulses: int, swerling: int) -> int:
        """Return the row of a table, added where it is new."""
        key = (pfa, pulses, swerling)
        if key not in self.keys:
            self.keys.append(key)
        return self.keys.index(key)

    def array(self) -> np.ndarray:
        """Return f8 [n_table, PD_COUNT]."""
        return np.array([table(*k) for k in self.keys]) if self.keys else np.zeros((1, PD_COUNT))


@singledispatch
def sensor_row(spec: object, row: np.void, tables: Tables) -> None:
    """Fill one row of SENSOR from a spec. Register a lowering here for a new kind of sensor."""
    raise TypeError(f"no lowering is registered for {type(spec).__name__}")


@sensor_row.register
def _radar(spec: Radar, row: np.void, tables: Tables) -> None:
    row["kind"] = SENSOR_RADAR
    _noise(spec, row, tables)
    row["band"] = BANDS.index(spec.band)
    row["metre_wave"] = spec.band == "VHF"
    detector = (spec.reference.pfa.value, int(spec.reference.pulses.value), spec.reference.swerling)
    row["pd_table"], row["floor_db"] = tables.index(*detector), floor_db(*detector)
    row["sees"], row["facing_rad"], row["sector_rad"] = SEES.index(spec.sees), spec.facing.value, spec.sector.value / 2
    row["asks_iff"] = spec.asks_iff
    row["asks_transponder"] = spec.asks_transponder
    row["has_elevation"] = spec.sigma_elevation is not None and not spec.over_horizon
    row["period_s"] = spec.period.value
    row["max_range_m"] = spec.max_range.value
    row["min_range_m"] = spec.min_range.value
    row["snr_ref_db"] = reference_snr_db(spec.reference)
    row["el_low_rad"] = spec.elevation_low.value
    row["el_high_rad"] = spec.elevation_high.value
    row["sigma_r_m"] = spec.sigma_range.value
    row["sigma_az_rad"] = spec.sigma_azimuth.value
    row["sigma_el_rad"] = spec.sigma_elevation.value if spec.sigma_elevation is not None else 1.0
    row["full_db"], row["false_mean"] = spec.full_accuracy.value, spec.false_plots.value


@sensor_row.register
def _observer(spec: Observer, row: np.void, tables: Tables) -> None:
    row["kind"] = SENSOR_OBSERVER
    row["period_s"] = spec.period.value
    row["max_range_m"] = spec.distance.value
    row["el_high_rad"] = math.pi / 2
    row["p_look"] = spec.notices.value
    row["night"] = spec.night_factor.value
    row["error_m"] = spec.error.value
    row["report_s"] = spec.report_delay.value


@sensor_row.register
def _launch_warning(spec: LaunchWarning, row: np.void, tables: Tables) -> None:
    row["kind"] = SENSOR_LAUNCH
    row["period_s"] = spec.period.value
    row["above_m"] = spec.above.value
    row["p_look"] = spec.notices.value
    row["error_m"] = spec.error.value
    row["report_s"] = spec.report_delay.value


@sensor_row.register
def _passive(spec: Passive, row: np.void, tables: Tables) -> None:
    row["kind"], row["full_db"] = SENSOR_PASSIVE, -np.inf
    detector = (PASSIVE_PFA, 1, 1)
    row["pd_table"], row["floor_db"] = tables.index(*detector), floor_db(*detector)
    row["facing_rad"], row["sector_rad"] = spec.facing.value, spec.sector.value / 2
    row["period_s"] = spec.period.value
    row["max_range_m"] = spec.max_range.value
    row["el_low_rad"], row["el_high_rad"] = -math.pi / 2, math.pi / 2
    # one way: SNR falls with the square of the distance
    heard = 10.0 * math.log10(required_snr(spec.pd.value, *detector))
    row["snr_ref_db"] = heard - spec.emitter.value + 20.0 * math.log10(spec.range.value)
    row["wavelength_m"] = LIGHT_MPS / BAND_HZ["S"]
    row["sigma_r_m"], row["sigma_az_rad"], row["sigma_el_rad"] = 0.0, spec.sigma_azimuth.value, 1.0


@sensor_row.register
def _cooperative(spec: Cooperative, row: np.void, tables: Tables) -> None:
    row["kind"], row["full_db"] = SENSOR_COOPERATIVE, -np.inf
    row["asks_transponder"], row["has_elevation"] = 1, 1
    row["period_s"] = spec.period.value
    row["max_range_m"] = spec.max_range.value
    row["el_low_rad"], row["el_high_rad"] = -math.pi / 2, math.pi / 2
    row["sector_rad"] = math.pi
    row["p_look"] = spec.hears.value
    row["sigma_r_m"], row["sigma_az_rad"] = spec.sigma_range.value, spec.sigma_azimuth.value
    row["sigma_el_rad"] = spec.sigma_elevation.value


def _noise(spec: Radar, row: np.void, tables: Tables) -> None:
    """Fill what noise, ground and weather do to a radar; the echo of its reference counts all losses already."""
    frequency = spec.frequency.value if spec.frequency is not None else BAND_HZ[spec.band]
    row["wavelength_m"], row["gas"] = LIGHT_MPS / frequency, tables.gas(frequency)
    row["gain_db"], row["side_db"], row["beam_rad"] = spec.gain.value, spec.side_lobes.value, spec.beam.value
    row["noise_db"] = THERMAL_DB + spec.noise_figure.value + spec.losses.value
    row["full_rad"] = spec.full_elevation.value if spec.pattern == "cosecant" else math.pi / 2
    row["cell_m"], row["improvement_db"] = spec.range_cell.value, spec.clutter_improvement.value
    row["notch_mps"] = spec.notch.value
    row["blind_mps"] = spec.blind_speed.value if spec.blind_speed is not None else 0.0
    row["look_down_db"] = spec.look_down.value
    row["most"] = int(spec.most_targets.value) if spec.most_targets is not None else 0
    row["skywave"], row["strobes"] = spec.over_horizon, spec.strobes


def eye_height_m(spec: Sensor) -> float:
    """Return the height of the antenna, or of eyes, above ground [m]."""
    return spec.mast.value if isinstance(spec, (Radar, Passive, Cooperative)) else 2.0


def settle(row: np.void, name: str, spec: Sensor, at: tuple[float, float] | None, ground: Ground) -> None:
    """Put a sensor at its site and give it its link and its phase: a stable share of its period, from its name."""
    row["who"] = who(name)
    row["phase_s"] = row["period_s"] * (who(f"phase of {name}") / 2.0**64)
    row["mast_m"] = eye_height_m(spec)
    row["link_loss"], row["link_latency_s"] = spec.link.loss.value, spec.link.latency.value
    row["link_retry_s"] = spec.link.retry.value
    if at is None:
        return
    row["height_m"] = ground.at(*at) + row["mast_m"]
    row["at"] = place.site(at, row["height_m"])
    row["e"], row["n"], row["u"] = place.frame(at)
    row["lat_rad"], row["lon_rad"] = math.radians(at[0]), math.radians(at[1])
