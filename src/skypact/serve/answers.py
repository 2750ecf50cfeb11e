"""Answers: JSON, and errors as people and pages can read them. No answer holds a traceback or a path of the machine."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from starlette.exceptions import HTTPException
from starlette.responses import Response

from skypact.core.errors import Fault

#: Of an HTTP status → what it means where nobody said more.
WORDS = {
    400: "this request cannot be understood", 401: "a token is needed", 403: "this request is refused",
    404: "there is nothing of this name", 405: "this address does not know that method",
    409: "not now", 413: "this is too much", 415: "send JSON, as application/json",
}  # fmt: skip


class Refused(HTTPException):
    """A request that is refused with a sentence, and the faults of a scenario where it has some."""

    def __init__(self, status: int, message: str, faults: Iterable[Fault] = ()):
        super().__init__(status, message)
        self.faults = [told(fault) for fault in faults]


def told(fault: Fault) -> dict[str, object]:
    """Return a fault as the pages read it."""
    return {"line": fault.line, "column": fault.column, "path": fault.path, "message": fault.what, "right": fault.right}


def as_json(value: Any, status: int = 200) -> Response:
    """Return JSON; what JSON does not have (NaN) is null."""
    text = json.dumps(_plain(value), ensure_ascii=True, allow_nan=False, separators=(",", ":"))
    return Response(text, status, media_type="application/json")


def error(status: int, message: str = "", faults: Iterable[dict[str, object]] = ()) -> Response:
    """Return an error as JSON."""
    said = message or WORDS.get(status, "something went wrong")
    return as_json({"error": {"message": said, "faults": list(faults)}}, status)


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    if isinstance(value, float) and (value != value or value in (float("inf"), float("-inf"))):
        return None
    return value
