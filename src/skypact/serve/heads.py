"""Heads: a few top-level keys of a scenario's text, without reading the whole: for lists of many scenarios."""

from __future__ import annotations

import re
from typing import Any

import yaml

_KEY = re.compile(r"^([a-z_]+):", re.M)
#: A head is taken from so much of a text [characters].
_MOST = 40_000


def head(text: str, *keys: str) -> dict[str, Any]:
    """Return those of the top-level keys that stand near the start of a YAML text and can be read, all as text.

    The basic loader makes text of everything and merges nothing: merge keys within each other would grow without end.
    """
    text = text[:_MOST]
    starts = [(found.group(1), found.start()) for found in _KEY.finditer(text)]
    ends = [start for _, start in starts[1:]] + [len(text)]
    made: dict[str, Any] = {}
    for (key, start), end in zip(starts, ends, strict=True):
        if key in keys and key not in made:
            try:
                made[key] = yaml.load(text[start:end], Loader=yaml.BaseLoader)[key]
            except (yaml.YAMLError, TypeError, KeyError, ValueError, RecursionError):
                continue
    return made


def words(value: object) -> str:
    """Return what a head holds as one line of text, "" where it is none."""
    return " ".join(str(value).split()) if isinstance(value, (str, int, float)) else ""
