"""Sensors to rows: one registered lowering per spec class."""

from __future__ import annotations

import math
from functools import singledispatch

import numpy as np

from skypact.arrays.codes import BANDS, SEES, SENSOR_LAUNCH, SENSOR_OBSERVER, SENSOR_RADAR
from skypact.arrays.world import PD_COUNT
from skypact.core.ids import who
from skypact.lower import place
from skypact.lower.sense.detection import floor_db, reference_snr_db, table
from skypact.spec.radar import Radar
from skypact.spec.sensor import LaunchWarning, Observer


class PdTables:
    """Pd tables, one for each Pfa, number of pulses and Swerling case in use."""

    def __init__(self) -> None:
        self.keys: list[tuple[float, int, int]] = []

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
def sensor_row(spec: object, row: np.void, tables: PdTables) -> None:
    """Fill one row of SENSOR from a spec. Register a lowering here for a new kind of sensor."""
    raise TypeError(f"no lowering is registered for {type(spec).__name__}")


@sensor_row.register
def _radar(spec: Radar, row: np.void, tables: PdTables) -> None:
    row["kind"] = SENSOR_RADAR
    row["band"] = BANDS.index(spec.band)
    row["metre_wave"] = spec.band == "VHF"
    detector = (spec.reference.pfa.value, int(spec.reference.pulses.value), spec.reference.swerling)
    row["pd_table"], row["floor_db"] = tables.index(*detector), floor_db(*detector)
    row["sees"], row["facing_rad"], row["sector_rad"] = SEES.index(spec.sees), spec.facing.value, spec.sector.value / 2
    row["asks_iff"] = spec.asks_iff
    row["asks_transponder"] = spec.asks_transponder
    row["has_elevation"] = spec.sigma_elevation is not None
    row["period_s"] = spec.period.value
    row["max_range_m"] = spec.max_range.value
    row["min_range_m"] = spec.min_range.value
    row["snr_ref_db"] = reference_snr_db(spec.reference)
    row["el_low_rad"] = spec.elevation_low.value
    row["el_high_rad"] = spec.elevation_high.value
    row["sigma_r_m"] = spec.sigma_range.value
    row["sigma_az_rad"] = spec.sigma_azimuth.value
    row["sigma_el_rad"] = spec.sigma_elevation.value if spec.sigma_elevation is not None else 1.0
    row["link_loss"] = spec.link.loss.value
    row["link_latency_s"] = spec.link.latency.value
    row["link_retry_s"] = spec.link.retry.value


@sensor_row.register
def _observer(spec: Observer, row: np.void, tables: PdTables) -> None:
    row["kind"] = SENSOR_OBSERVER
    row["period_s"] = spec.period.value
    row["max_range_m"] = spec.distance.value
    row["el_high_rad"] = math.pi / 2
    row["p_look"] = spec.notices.value
    row["night"] = spec.night_factor.value
    row["error_m"] = spec.error.value
    row["report_s"] = spec.report_delay.value
    row["link_loss"] = spec.link.loss.value
    row["link_latency_s"] = spec.link.latency.value
    row["link_retry_s"] = spec.link.retry.value


@sensor_row.register
def _launch_warning(spec: LaunchWarning, row: np.void, tables: PdTables) -> None:
    row["kind"] = SENSOR_LAUNCH
    row["period_s"] = spec.period.value
    row["above_m"] = spec.above.value
    row["p_look"] = spec.notices.value
    row["error_m"] = spec.error.value
    row["report_s"] = spec.report_delay.value
    row["link_loss"] = spec.link.loss.value
    row["link_latency_s"] = spec.link.latency.value
    row["link_retry_s"] = spec.link.retry.value


def eye_height_m(spec: Radar | Observer | LaunchWarning) -> float:
    """Return the height of the antenna, or of eyes, above ground [m]."""
    return spec.mast.value if isinstance(spec, Radar) else 2.0


def settle(
    row: np.void, name: str, spec: Radar | Observer | LaunchWarning, at: tuple[float, float] | None, ground_m: float
) -> None:
    """Put a sensor at its site and give it its phase: a stable share of its period, from its name."""
    row["who"] = who(name)
    row["phase_s"] = row["period_s"] * (who(f"phase of {name}") / 2.0**64)
    if at is None:
        return
    row["height_m"] = ground_m + eye_height_m(spec)
    row["at"] = place.site(at, row["height_m"])
    row["e"], row["n"], row["u"] = place.frame(at)
    row["lat_rad"], row["lon_rad"] = math.radians(at[0]), math.radians(at[1])
