"""Ref: hand a tuple of arrays to kernels by reference.

A NamedTuple of n arrays is about 8·n scalars of every call, and every call of every kernel would copy them: measured,
the loop then took more than five minutes to compile. A reference is one pointer. In plain Python (JIT off) a tuple is
a reference already.

The fields lie in the frame of the function that calls `ref`: an entry point, whose caller keeps the arrays. So the
fields own nothing, and reading one is a load at a fixed place. (numba's structref names all fields at every reading:
8 kB of LLVM text each for the state of a world, and most of the time of the compilation.)
"""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from llvmlite import ir
from numba import types
from numba.core.cgutils import create_struct_proxy
from numba.core.datamodel.models import OpaqueModel
from numba.core.extending import infer_getattr, lower_builtin, lower_getattr_generic, register_model, type_callable
from numba.core.imputils import impl_ret_borrowed
from numba.core.typing.templates import AttributeTemplate

WORD = 8  # bytes: every field begins at a multiple of it


class RefType(types.Type):
    """The type of a reference: the names and types of the tuple's fields."""

    def __init__(self, fields: tuple[tuple[str, types.Type], ...]):
        self.fields = {name: types.unliteral(kind) for name, kind in fields}
        # the name is the type's identity and goes into every symbol: a hash of the fields does as well
        super().__init__(f"Ref_{sha256(repr(self.fields).encode()).hexdigest()[:16]}")
        self.places: dict[str, int] = {}  # of each field, in bytes; known to the lowering only
        self.size = 0


@register_model(RefType)
class RefModel(OpaqueModel):
    """One pointer."""


@infer_getattr
class RefFields(AttributeTemplate):
    """A reference has the attributes of its tuple."""

    key = RefType

    def generic_resolve(self, typ: RefType, attr: str) -> types.Type | None:
        """Return the type of a field."""
        return typ.fields.get(attr)


def _lay_out(context: Any, made: RefType) -> None:
    """Give every field its place."""
    if made.size:
        return
    for name, kind in made.fields.items():
        made.places[name] = made.size
        made.size += -(-context.get_abi_sizeof(context.get_value_type(kind)) // WORD) * WORD


def _pointer(context: Any, builder: Any, made: RefType, base: Any, name: str) -> Any:
    """Return the typed pointer to a field."""
    place = builder.gep(base, [ir.Constant(ir.IntType(64), made.places[name])], inbounds=True)
    return builder.bitcast(place, context.get_value_type(made.fields[name]).as_pointer())


@lower_getattr_generic(RefType)
def _field(context: Any, builder: Any, made: RefType, base: Any, name: str) -> Any:
    _lay_out(context, made)
    value = builder.load(_pointer(context, builder, made, base, name))
    return impl_ret_borrowed(context, builder, made.fields[name], value)


def ref(named_tuple):  # type: ignore[no-untyped-def]
    """Return a reference to a NamedTuple with the same attributes; for entry points and what they were handed."""
    return named_tuple


@type_callable(ref)
def _type_ref(context: Any) -> Any:
    def typer(named_tuple: Any) -> RefType:
        return RefType(tuple(zip(named_tuple.fields, named_tuple.types, strict=True)))

    return typer


@lower_builtin(ref, types.NamedTuple)
@lower_builtin(ref, types.NamedUniTuple)
def _ref(context: Any, builder: Any, sig: Any, args: Any) -> Any:
    made = sig.return_type
    _lay_out(context, made)
    with builder.goto_entry_block():
        room = builder.alloca(ir.ArrayType(ir.IntType(8 * WORD), made.size // WORD))
    base = builder.bitcast(room, ir.IntType(8).as_pointer())
    for i, (name, kind) in enumerate(made.fields.items()):
        value = builder.extract_value(args[0], i)
        if isinstance(kind, types.Array):
            array = create_struct_proxy(kind)(context, builder, value=value)
            array.meminfo = ir.Constant(array.meminfo.type, None)
            array.parent = ir.Constant(array.parent.type, None)
            value = array._getvalue()
        builder.store(value, _pointer(context, builder, made, base, name))
    return base
