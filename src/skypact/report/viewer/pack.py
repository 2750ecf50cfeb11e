"""Pack: columns and a header into the container of the viewer (viewer/src/data/format.ts), and out of it again."""

from __future__ import annotations

import gzip
import json
import struct
from typing import Any, NotRequired, TypedDict

import numpy as np

from skypact.core.errors import SkypactError

MAGIC = b"SKYV"
FORMAT, VERSION = "skypact-viewer", 1
#: Columns begin at a multiple of this [bytes], so that typed arrays can lie on them.
ALIGN = 8
_WHOLE = ("u1", "i1", "u2", "i2", "u4", "i4")


class Column(TypedDict):
    """Where a column lies: as `Column` of format.ts."""

    dtype: str
    offset: int
    count: int
    scale: NotRequired[float]
    delta: NotRequired[bool]


class Packer:
    """Columns one after the other; each is told where it lies."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []
        self._size = 0

    def whole(
        self, values: np.ndarray, scale: float = 1.0, *, delta: bool = False, first: np.ndarray | None = None
    ) -> Column:
        """Add numbers as multiples of a scale, in the smallest integers that hold them.

        delta: as differences to the number before, within each series that `first` [n_series + 1] begins.
        """
        q = np.rint(np.asarray(values, dtype=np.float64) / scale).astype(np.int64)
        if delta and len(q):
            starts = np.array([0]) if first is None else first[:-1][first[:-1] < len(q)]
            step = np.diff(q, prepend=0)
            step[starts] = q[starts]
            q = step
        made = self._add(q.astype(_smallest(q)))
        if scale != 1.0:
            made["scale"] = scale
        if delta:
            made["delta"] = True
        return made

    def real(self, values: np.ndarray) -> Column:
        """Add numbers as they are, with 24 bits; NaN stands for what is not known."""
        return self._add(np.asarray(values, dtype="<f4"))

    def exact(self, values: np.ndarray) -> Column:
        """Add whole numbers that may be larger than 32 bits, up to 2⁵³."""
        q = np.asarray(values)
        if len(q) and int(np.abs(q).max()) >= 2**31:
            return self._add(q.astype("<f8"))
        return self.whole(q)

    def container(self, header: dict[str, Any]) -> bytes:
        """Return the whole file: the same header and columns give the same bytes."""
        text = json.dumps(header, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()
        head = struct.pack("<I", len(text)) + text
        return MAGIC + gzip.compress(head + _padding(len(head)) + b"".join(self._parts), 9, mtime=0)

    def _add(self, values: np.ndarray) -> Column:
        made: Column = {"dtype": values.dtype.str.lstrip("<|"), "offset": self._size, "count": len(values)}
        raw = values.astype(values.dtype.newbyteorder("<")).tobytes()
        raw += _padding(len(raw))
        self._parts.append(raw)
        self._size += len(raw)
        return made


def opened(data: bytes) -> tuple[dict[str, Any], bytes]:
    """Return header and columns of a container; SkypactError where it is none."""
    if data[:4] != MAGIC:
        raise SkypactError("not a file of the viewer — its first four bytes are SKYV")
    whole = gzip.decompress(data[4:])
    (length,) = struct.unpack_from("<I", whole)
    header = json.loads(whole[4 : 4 + length])
    return header, whole[4 + length + len(_padding(4 + length)) :]


def column(columns: bytes, of: Column, first: np.ndarray | None = None) -> np.ndarray:
    """Return the numbers of one column, as viewer/src/data/unpack.ts reads them."""
    made = np.frombuffer(columns, dtype=f"<{of['dtype']}", count=of["count"], offset=of["offset"]).astype(np.float64)
    if of.get("delta") and len(made):
        total = np.cumsum(made)
        starts = np.array([0]) if first is None else np.unique(first[:-1][first[:-1] < len(made)]).astype(np.int64)
        before = np.where(starts > 0, total[np.maximum(starts - 1, 0)], 0.0)
        made = total - np.repeat(before, np.diff(np.append(starts, len(made))))
    return made * of.get("scale", 1.0)


def _smallest(q: np.ndarray) -> str:
    low, high = (int(q.min()), int(q.max())) if len(q) else (0, 0)
    for name in _WHOLE:
        info = np.iinfo(name)
        if info.min <= low and high <= info.max:
            return f"<{name}"
    raise SkypactError(f"numbers from {low} to {high} do not fit into 32 bits — a coarser scale")


def _padding(size: int) -> bytes:
    return bytes(-size % ALIGN)
