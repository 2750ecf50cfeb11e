"""Articles: everything that the five articles name, each with its place in the catalogue, or why it has none."""

from __future__ import annotations

from typing import Literal

from pydantic import model_validator

from skypact.spec.catalogue.dated import Date
from skypact.spec.quantity import Spec


class Item(Spec):
    """One thing that an article says, in our words, and where it stands here: one or more places, or why none.

    Places are ids: of systems, units of orders of battle as NATION/unit, events, incidents, scenarios and claims;
    `model` is a page of docs/model or docs/guides. conflict: what other sources say; both stand.
    """

    kind: Literal["system", "arrangement", "actor", "number", "argument"]
    text: str
    systems: list[str] = []
    orbat: list[str] = []
    events: list[str] = []
    incidents: list[str] = []
    scenarios: list[str] = []
    claims: list[str] = []
    model: list[str] = []
    out: str = ""
    conflict: str = ""

    @model_validator(mode="after")
    def _somewhere(self) -> Item:
        places = (self.systems, self.orbat, self.events, self.incidents, self.scenarios, self.claims, self.model)
        if not any(places) and not self.out:
            raise ValueError("an item has a place, or says why not — write `systems`, `claims`, … or `out: because …`")
        return self


class Article(Spec):
    """One article: where and when it came out, and its items."""

    title: str
    outlet: str
    date: Date
    document: str
    text: str = ""
    items: dict[str, Item]
