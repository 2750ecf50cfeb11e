"""Ref: hand a tuple of arrays to kernels by reference.

A NamedTuple of n arrays is about 8·n scalars of every call, and every call of every kernel would copy them: measured,
the loop then took more than five minutes to compile. A reference is one pointer. In plain Python (JIT off) a tuple is
a reference already.
"""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from numba import types
from numba.core.extending import overload
from numba.experimental import structref


@structref.register
class RefType(types.StructRef):
    """The type of a reference: the names and types of the tuple's fields."""

    def __init__(self, fields: Any):
        super().__init__(fields)
        # the name is the type's identity and goes into every symbol: a hash of the fields does as well
        self.name = f"Ref_{sha256(self.name.encode()).hexdigest()[:16]}"

    def preprocess_fields(self, fields: Any) -> Any:
        """Keep literal types out of the fields."""
        return tuple((name, types.unliteral(kind)) for name, kind in fields)


def ref(named_tuple):  # type: ignore[no-untyped-def]
    """Return a reference to a NamedTuple with the same attributes."""
    return named_tuple


@overload(ref)
def _ref(named_tuple):  # type: ignore[no-untyped-def]  # numba compares the argument texts
    made = RefType(list(zip(named_tuple.fields, named_tuple.types, strict=True)))
    body = "\n".join(f"    r.{name} = named_tuple.{name}" for name in named_tuple.fields)
    space: dict[str, Any] = {"new": structref.new, "made": made}
    # the same way in which numba makes the constructor of a structref: one assignment a field
    exec(f"def impl(named_tuple):\n    r = new(made)\n{body}\n    return r\n", space)
    return space["impl"]
