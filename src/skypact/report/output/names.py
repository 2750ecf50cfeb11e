"""Names: where the files of pictures stand beside a report."""

from __future__ import annotations

import re

#: The folder of the pictures in the folder of a result.
PICTURES = "pictures"


def file_name(name: str, kind: str) -> str:
    """Return the name of a picture's file of a kind (svg, png, csv), fit for any disk and for a link."""
    return f"{re.sub(r'[^A-Za-z0-9_-]+', '-', name)}.{kind}"
