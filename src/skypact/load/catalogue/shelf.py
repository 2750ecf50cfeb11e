"""The shelf: type sheets, places, sources, and everything dated that the catalogue holds, read when asked for."""

from __future__ import annotations

from functools import cached_property
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from skypact.core.errors import InputFaults
from skypact.load.checks.validation import problems
from skypact.load.yaml_nodes import parse
from skypact.spec.catalogue.article import Article
from skypact.spec.catalogue.claim import PublishedClaim
from skypact.spec.catalogue.incident import Incident
from skypact.spec.catalogue.orbat import Orbat
from skypact.spec.catalogue.system import System
from skypact.spec.catalogue.timeline import Timeline
from skypact.spec.catalogue.treaty import Treaty
from skypact.spec.quantity import Spec

Model = TypeVar("Model", bound=Spec)


class Incidents(Spec):
    """Incidents by id, as their file has them."""

    incidents: dict[str, Incident]


class Catalogue:
    """A folder of data: places, sources, disputed, timeline, incidents (.yaml); in folders (stem = id) the rest.

    Type sheets stand in sensors/, weapons/, crafts/, jammers/ and doctrines/; what is dated in systems/, orbat/,
    articles/, claims/ and treaties/. Facts are read when they are asked for; InputFaults tells every fault of a file.
    """

    def __init__(self, folder: Path | Traversable | None = None):
        self.folder: Traversable = files("skypact").joinpath("catalogue") if folder is None else folder
        self._listed: dict[str, dict[str, Traversable]] = {}
        self._read: dict[tuple[str, str], dict[str, Any]] = {}

    def names(self, room: str) -> tuple[str, ...]:
        """Return the type ids of one room, in order."""
        return tuple(sorted(self._sheets(room)))

    def sheet(self, room: str, name: str) -> dict[str, Any] | None:
        """Return the fields of one type sheet, or None."""
        file = self._sheets(room).get(name)
        if file is None:
            return None
        if (room, name) not in self._read:
            self._read[room, name] = parse(file.read_bytes(), f"catalogue/{room}/{file.name}").data
        return self._read[room, name]

    @cached_property
    def places(self) -> dict[str, Any]:
        """Return name → [latitude, longitude] in degrees."""
        return self._table("places.yaml")

    @cached_property
    def sources(self) -> dict[str, Any]:
        """Return key → text, address, date, grade."""
        return self._table("sources.yaml")

    @cached_property
    def disputed(self) -> dict[str, Any]:
        """Return name → title, source and lines of what states dispute and base maps draw as borders."""
        return self._table("disputed.yaml")

    @cached_property
    def systems(self) -> dict[str, System]:
        """Return id → system."""
        return self._facts("systems", System)

    @cached_property
    def orbats(self) -> dict[str, Orbat]:
        """Return nation → its order of battle over time."""
        return self._facts("orbat", Orbat)

    @cached_property
    def articles(self) -> dict[str, Article]:
        """Return id → article."""
        return self._facts("articles", Article)

    @cached_property
    def claims(self) -> dict[str, PublishedClaim]:
        """Return id → published claim."""
        return self._facts("claims", PublishedClaim)

    @cached_property
    def treaties(self) -> dict[str, Treaty]:
        """Return id → treaty."""
        return self._facts("treaties", Treaty)

    @cached_property
    def timeline(self) -> Timeline:
        """Return the events of the pact, and what they put in force."""
        file = self.folder.joinpath("timeline.yaml")
        return _read(file, "catalogue/timeline.yaml", Timeline) if file.is_file() else Timeline(forces={}, events={})

    @cached_property
    def incidents(self) -> dict[str, Incident]:
        """Return id → incident."""
        file = self.folder.joinpath("incidents.yaml")
        return _read(file, "catalogue/incidents.yaml", Incidents).incidents if file.is_file() else {}

    def _facts(self, room: str, model: type[Model]) -> dict[str, Model]:
        sheets = sorted(self._sheets(room).items())
        return {name: _read(file, f"catalogue/{room}/{file.name}", model) for name, file in sheets}

    def _table(self, name: str) -> dict[str, Any]:
        file = self.folder.joinpath(name)
        return parse(file.read_bytes(), f"catalogue/{name}").data if file.is_file() else {}

    def _sheets(self, room: str) -> dict[str, Traversable]:
        if room not in self._listed:
            folder = self.folder.joinpath(room)
            found = folder.iterdir() if folder.is_dir() else ()
            self._listed[room] = {f.name.removesuffix(".yaml"): f for f in found if f.name.endswith(".yaml")}
        return self._listed[room]


def _read(file: Traversable, name: str, model: type[Model]) -> Model:
    """Return the model of a file of the catalogue, or raise InputFaults with every fault of it."""
    document = parse(file.read_bytes(), name)
    try:
        made = model.model_validate(document.data)
    except ValidationError as error:
        found = [document.fault(problem) for problem in problems(error, document.data, model)]
        raise InputFaults([*document.faults, *found]) from None
    if document.faults:
        raise InputFaults(list(document.faults))
    return made
