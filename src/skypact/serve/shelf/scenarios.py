"""Scenarios to begin from: the shipped ones and templates, as their text; the schema; what the catalogue offers."""

from __future__ import annotations

import json
from functools import cached_property
from pathlib import Path
from typing import Any

from skypact.load.catalogue.shelf import Catalogue
from skypact.load.catalogue.shipped import shipped, templates
from skypact.load.json_schema import shipped as schema_text
from skypact.serve.answers import Refused
from skypact.serve.heads import head, words

ROOMS = ("sensors", "weapons", "crafts", "jammers")


class Shelf:
    """What editors begin from. Nothing of it changes while the server runs."""

    def __init__(self) -> None:
        self.catalogue = Catalogue()

    @cached_property
    def files(self) -> dict[str, Path]:
        """Return name → file; a template of the same name as a case does not hide it."""
        return templates() | shipped()

    @cached_property
    def listed(self) -> list[dict[str, object]]:
        """Return what stands over each, templates first, then by date."""
        small = templates()
        rows = [self._row(name, path, small.get(name) == path) for name, path in self.files.items()]
        return sorted(rows, key=lambda row: (not row["template"], str(row["date"]), str(row["name"])))

    def text(self, name: str) -> str:
        """Return the text of one as it is shipped, comments and all."""
        if name not in self.files:
            raise Refused(404, "there is no shipped scenario of this name")
        return self.files[name].read_text(encoding="utf-8")

    @cached_property
    def schema(self) -> Any:
        """Return the JSON schema of a scenario."""
        return json.loads(schema_text())

    @cached_property
    def offered(self) -> dict[str, list[dict[str, object]]]:
        """Return the type sheets by room, and the places."""
        made: dict[str, list[dict[str, object]]] = {
            room: [{"name": name, "title": self._title(room, name)} for name in self.catalogue.names(room)]
            for room in ROOMS
        }
        places = sorted(self.catalogue.places.items())
        return made | {"places": [{"name": name, "lat": at[0], "lon": at[1]} for name, at in places]}

    def _title(self, room: str, name: str) -> str:
        return str((self.catalogue.sheet(room, name) or {}).get("title") or name)

    def _row(self, name: str, path: Path, template: bool) -> dict[str, object]:
        found = head(path.read_text(encoding="utf-8"), "title", "date", "question")
        question = found.get("question")
        asked = question.get("text") if isinstance(question, dict) else ""
        return {
            "name": name, "title": words(found.get("title")) or name, "date": words(found.get("date")),
            "question": words(asked), "template": template,
        }  # fmt: skip
