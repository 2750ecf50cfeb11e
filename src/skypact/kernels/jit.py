"""The ways in which kernels are compiled.

No fastmath: sums keep their order, so results are bit-identical on one platform. Only the engine's entry points
are cached; they hold compiled copies of everything below.
"""

from __future__ import annotations

from collections.abc import Callable
from inspect import signature
from typing import Any

from numba import config, njit, types
from numba.core.imputils import impl_ret_borrowed
from numba.extending import intrinsic

#: False where NUMBA_DISABLE_JIT asks for plain Python.
COMPILED = not getattr(config, "DISABLE_JIT")  # numba makes its settings at run time

#: Kernels are called by kernels: without the shells through which Python and C would call them, the whole compiles in
#: three quarters of the time.
_NO_SHELLS: dict[str, Any] = {"no_cpython_wrapper": True, "no_cfunc_wrapper": True}

#: Decorator of every kernel. Kernels make no arrays and hand none back, so there is nothing to count references of.
kernel = njit(nogil=True, error_model="numpy", _nrt=False, **_NO_SHELLS)

#: Decorator of the few kernels that make arrays.
owning = njit(nogil=True, error_model="numpy", **_NO_SHELLS)

#: Decorator of what is called from one place only, near the entry point: merged into its caller, because each level of
#: calls compiles all that lies below it once more (measured: a tenth of the whole).
merged = njit(nogil=True, error_model="numpy", inline="always", **_NO_SHELLS)


@intrinsic
def number(typingctx, value):  # type: ignore[no-untyped-def]
    """Return an integer as int64, a float as float64, anything else as it is."""
    target = value
    if isinstance(value, types.Integer) and value != types.uint64:
        target = types.int64
    elif isinstance(value, types.Float):
        target = types.float64

    def codegen(context, builder, sig, args):  # type: ignore[no-untyped-def]
        if target == value:
            return impl_ret_borrowed(context, builder, target, args[0])
        return context.cast(builder, args[0], sig.args[0], target)

    return target(value), codegen


def shared(function: Callable[..., Any]) -> Callable[..., Any]:
    """Compile a kernel that many others call once for all of them.

    numba compiles a function anew for every constant it is called with (each literal is a type of its own): `emit`
    alone came to 44 copies. The inlined shell widens every number first, so one copy serves all.
    """
    if not COMPILED:
        return function
    names = list(signature(function).parameters)
    passed = ", ".join(f"number({name})" for name in names)
    space: dict[str, Any] = {"inner": kernel(function), "number": number}
    exec(f"def {function.__name__}({', '.join(names)}):\n    return inner({passed})\n", space)
    return njit(nogil=True, error_model="numpy", inline="always")(space[function.__name__])
