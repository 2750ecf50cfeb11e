"""Performance: how a civil craft climbs, cruises and comes down, flight phase by flight phase."""

from __future__ import annotations

from pydantic import model_validator

from skypact.spec.quantity import Altitude, Count, Spec, Speed


class Performance(Spec):
    """Calibrated airspeeds, Mach numbers and mean vertical rates of a craft; each flight has its own, from low to high.

    Low, middle and high: below `climb_low_below` or `descent_low_below`, from there to where the airspeed meets the
    Mach number, and above. Below flight level 100 nobody is faster than 250 kt of calibrated airspeed.
    """

    takeoff_speed: Speed
    climb_speed: Speed
    climb_mach: Count
    climb_low_below: Altitude
    climb_rate_low: Speed
    climb_rate_middle: Speed
    climb_rate_high: Speed
    cruise_mach: Count
    cruise_altitude: Altitude
    descent_mach: Count
    descent_speed: Speed
    descent_low_below: Altitude
    descent_rate_high: Speed
    descent_rate_middle: Speed
    descent_rate_low: Speed
    approach_speed: Speed
    approach_rate: Speed

    @model_validator(mode="after")
    def _moves(self) -> Performance:
        for name in type(self).model_fields:
            if getattr(self, name).bounds()[0] <= 0:
                raise ValueError(f"{name} is not above zero — nothing flies so")
        if self.cruise_altitude.bounds()[1] > 20_000:
            raise ValueError("a cruise above 20 km — no civil craft flies there")
        return self
