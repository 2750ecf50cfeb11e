"""Checking: the faults of a posted scenario, and what a map shows of it. A posted scenario reads no file."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator
from threading import BoundedSemaphore
from typing import Any, NamedTuple

from skypact.core.errors import Fault, InputFaults
from skypact.load import borders, worldview, yaml_nodes
from skypact.load.catalogue.shelf import Catalogue
from skypact.load.scenario import of_document
from skypact.load.yaml_nodes import Document, Problem
from skypact.serve.answers import told
from skypact.serve.shelf import mapped
from skypact.spec.place import TERRAIN_WORDS
from skypact.spec.scenario import Scenario

#: What the faults call a posted text.
FILE = "scenario.yaml"
_ALONE = "the server reads no files that a scenario names: use the command line for it"
#: Borders of so many boxes are kept: those that editors work on.
_KEPT = 16


class Read(NamedTuple):
    """A posted text: its document where it is YAML, the scenario where it is right, and every fault."""

    document: Document | None
    scenario: Scenario | None
    faults: list[Fault]


class Checker:
    """Checks posted scenarios, two at a time."""

    def __init__(self, catalogue: Catalogue):
        self.catalogue = catalogue
        self._places = BoundedSemaphore(2)
        self._borders: OrderedDict[str, dict[str, Any]] = OrderedDict()

    def read(self, text: str) -> Read:
        """Return what a text is; every fault of it is told at once."""
        with self._places:
            return self._read(text)

    def answer(self, text: str) -> dict[str, Any]:
        """Return the faults of a text, and its sites, routes, arrangements and borders where they could be read."""
        with self._places:
            found = self._read(text)
            rings, lacking = self._bordered(found)
            made: dict[str, Any] = {"faults": [told(fault) for fault in sorted({*found.faults, *lacking})]}
            if found.document is None:
                return made | {"sites": [], "routes": [], "arrangements": [], "borders": []}
            data = found.document.data
            arrangements = data.get("arrangements")
            return made | {
                "sites": mapped.sites(found.document, self.catalogue),
                "routes": mapped.routes(data, self.catalogue.places),
                "arrangements": [str(name) for name in arrangements] if isinstance(arrangements, dict) else [],
                "borders": rings,
            }

    def _read(self, text: str) -> Read:
        try:
            document = yaml_nodes.parse(text.encode("utf-8"), FILE)
        except InputFaults as found:
            return Read(None, None, found.faults)
        named = [document.fault(problem) for problem in files_named(document.data)]
        if named:
            return Read(document, None, [*document.faults, *named])
        try:
            return Read(document, of_document(document, self.catalogue, check_only=True), [])
        except InputFaults as found:
            return Read(document, None, found.faults)

    def _bordered(self, found: Read) -> tuple[list[dict[str, object]], list[Fault]]:
        """Return the rings of each nation and what borders are lacking."""
        read = found.scenario
        if read is None or found.document is None:
            return [], []
        key = repr((sorted(read.nations), read.theatre, read.worldview, read.borders))
        if key not in self._borders:
            made, lacking = borders.filled(read)
            shown = [{"nation": nation, "rings": [[[lon, lat] for lat, lon in ring] for ring in rings]}
                     for nation, rings in made.borders.items()]  # fmt: skip
            self._borders[key] = {"rings": shown, "lacking": lacking}
            while len(self._borders) > _KEPT:
                self._borders.popitem(last=False)
        self._borders.move_to_end(key)
        kept = self._borders[key]
        return kept["rings"], [found.document.fault(problem) for problem in kept["lacking"]]


def files_named(data: dict[str, Any]) -> Iterator[Problem]:
    """Yield a problem for every file that a scenario names, and for its code: neither is for a server."""
    environment = data.get("environment")
    terrain = environment.get("terrain") if isinstance(environment, dict) else None
    if isinstance(terrain, list) or (isinstance(terrain, str) and terrain.strip() not in ("", *TERRAIN_WORDS)):
        right = f"one of {', '.join(TERRAIN_WORDS)}; {_ALONE}"
        yield Problem(("environment", "terrain"), "the terrain of files is not read here", right)
    view = data.get("worldview")
    if isinstance(view, str) and (worldview.is_file(view) or "/" in view or "\\" in view):
        yield Problem(("worldview",), "the borders of a file are not read here", f"{borders.WORLDVIEW}; {_ALONE}")
    if data.get("recorded"):
        yield Problem(("recorded",), "recorded flights are not read here", f"leave them out; {_ALONE}")
    doctrines = data.get("doctrines")
    for name, doctrine in doctrines.items() if isinstance(doctrines, dict) else ():
        if isinstance(doctrine, dict) and doctrine.get("code") is not None:
            right = "rule rows; code runs only by the command line, with --allow-code"
            yield Problem(("doctrines", name, "code"), "code of doctrine is never run through the server", right)
