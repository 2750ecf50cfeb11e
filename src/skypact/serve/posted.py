"""Posted: the bodies of requests, read with care: what they must hold, and a sentence where they do not."""

from __future__ import annotations

import json
from typing import Any

from starlette.requests import Request

from skypact.serve.answers import Refused
from skypact.serve.work.jobs import Asked, result_name

#: Replicates of each arrangement that one job may have; the command line takes more.
MOST_RUNS = 20_000
MOST_ARRANGEMENTS = 40


async def body(request: Request) -> dict[str, Any]:
    """Return the mapping of a JSON body."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/json":
        raise Refused(415, "send JSON, as application/json")
    try:
        read = json.loads((await request.body()).decode("utf-8"))
    except (ValueError, RecursionError):
        raise Refused(400, "the body is not JSON") from None
    if not isinstance(read, dict):
        raise Refused(400, "the body is not a mapping, such as {\"yaml\": \"…\"}")
    return read


def yaml_of(read: dict[str, Any]) -> str:
    """Return the text of the scenario."""
    text = read.get("yaml")
    if not isinstance(text, str):
        raise Refused(400, "`yaml` is missing: the text of a scenario")
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        raise Refused(400, "`yaml` holds half of a character: it is not text") from None
    return text


def asked(read: dict[str, Any], scenario: str) -> Asked:
    """Return the job that a body asks for; `scenario` names it where the body does not."""
    runs = _whole(read.get("runs", 300), "runs", 1, MOST_RUNS)
    seed = _whole(read.get("seed", 1), "seed", 0, 2**63 - 1)
    names = read.get("arrangements")
    if names is None:
        names = []
    if not isinstance(names, list) or len(names) > MOST_ARRANGEMENTS or not all(_is_name(name) for name in names):
        raise Refused(400, "`arrangements` is not a list of names, or null for those of the question")
    wanted = read.get("name")
    if wanted is not None and not isinstance(wanted, str):
        raise Refused(400, "`name` is not text, or null")
    return Asked(yaml_of(read), runs, seed, tuple(names), result_name(wanted, scenario, seed, runs))


def _is_name(value: object) -> bool:
    return isinstance(value, str) and 0 < len(value) <= 100 and value.isprintable()


def _whole(value: object, name: str, least: int, most: int) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        raise Refused(400, f"`{name}` is not a whole number from {least} to {most:,}")
    return value
