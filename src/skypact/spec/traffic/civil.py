"""Civil: synthetic flights between airports and through the theatre, with climb, cruise and descent."""

from __future__ import annotations

import re

from pydantic import Field, field_validator, model_validator

from skypact.spec.place import Position
from skypact.spec.quantity import Count, Share, Spec, Time, default

#: Flights of one block at most.
MOST_FLIGHTS = 2000
_PAIR = re.compile(r"^[^>]+>[^>]+$")


class Civil(Spec):
    """Flights between airports (ICAO codes, places, positions), and overflights from edge to edge of the theatre.

    Their number is `flights`, or `per_hour` from `begin` to the end, or the sum of `pairs`: departures an hour by
    "FROM>TO". Beside another number, `pairs` are weights. `types` weighs crafts that have a `performance`.
    """

    title: str = ""
    airports: list[Position] = []
    pairs: dict[str, Count] = {}
    flights: int | None = None
    per_hour: Count | None = None
    overflights: Share = default(0.0, "share", note="share of flights that cross the theatre from edge to edge")
    types: dict[str, Count]
    begin: Time = default("0 s", "time")
    in_air: Share = default(0.0, "share", note="share of flights that are on their way already when it begins")
    via: Share = default(0.5, "share", 0.2, 0.8, "share of flights by way of a fix beside the shortest way")
    aside: Share = default(0.1, "share", 0.02, 0.2, "how far aside a fix lies at most, in parts of the way")
    nation: str | None = None
    flight_plan: list[str] = []
    unfiled: Share = default(0.0, "share", note="share of flights whose plan nobody knows")
    transponder_fails: Share = default(0.0, "share", note="share of flights whose transponder is silent")
    seed: int = Field(default=0, ge=0, le=2**31)
    note: str = ""

    @field_validator("pairs")
    @classmethod
    def _arrows(cls, value: dict[str, Count]) -> dict[str, Count]:
        for pair, weight in value.items():
            if not _PAIR.match(pair) or pair.split(">")[0].strip() == pair.split(">")[1].strip():
                raise ValueError(f"{pair!r} is no pair of airports — write UMMS>EPWA")
            if weight.value <= 0:
                raise ValueError(f"no flight goes {pair} — a number above zero, or leave the pair out")
        return value

    @model_validator(mode="after")
    def _whole(self) -> Civil:
        if self.flights is not None and self.per_hour is not None:
            raise ValueError("`flights` and `per_hour` contradict each other — keep one of them")
        if self.flights is None and self.per_hour is None and not self.pairs:
            raise ValueError("how many flights? — write flights: 200, or per_hour: 40, or pairs and departures an hour")
        if self.flights is not None and not 1 <= self.flights <= MOST_FLIGHTS:
            raise ValueError(f"{self.flights} flights — 1 to {MOST_FLIGHTS:,}")
        if not self.types or all(weight.value <= 0 for weight in self.types.values()):
            raise ValueError("no type of craft — write types: {airliner: 1}")
        if len(self.ends()) < 2 and self.overflights.value < 1:
            raise ValueError("civil flights need two airports or more — or overflights: 1")
        return self

    def ends(self) -> tuple[Position, ...]:
        """Return the airports as they are named, those of pairs too, each once."""
        named = [end.strip() for pair in self.pairs for end in pair.split(">")]
        return tuple(dict.fromkeys([*self.airports, *named]))

    def number(self, duration_s: float) -> int:
        """Return how many flights there are in a scenario of this duration [s]."""
        if self.flights is not None:
            return self.flights
        rate = self.per_hour.value if self.per_hour is not None else sum(w.value for w in self.pairs.values())
        return round(rate * max(duration_s - self.begin.value, 0.0) / 3600.0)
