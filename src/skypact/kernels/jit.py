"""The ways in which kernels are compiled.

No fastmath: sums keep their order, so results are bit-identical on one platform. Only the engine's entry points
are cached; they hold compiled copies of everything below.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from numba import config, njit, types

#: False where NUMBA_DISABLE_JIT asks for plain Python.
COMPILED = not getattr(config, "DISABLE_JIT")  # numba makes its settings at run time

#: Kernels are called by kernels: without the shells through which Python and C would call them, the whole compiles in
#: three quarters of the time.
_NO_SHELLS: dict[str, Any] = {"no_cpython_wrapper": True, "no_cfunc_wrapper": True}


def widened(kind: types.Type) -> types.Type:
    """Return int64 for an integer (a constant is a type of its own), anything else as it is."""
    if isinstance(kind, types.Integer):
        return types.uint64 if kind == types.uint64 else types.int64
    return types.unliteral(kind)


def kernel(function: Callable[..., Any]) -> Callable[..., Any]:
    """Compile a kernel: once for all widths of integers, and constants, that it is called with.

    Kernels make no arrays and hand none back, so there is nothing to count references of.
    """
    uncounted: dict[str, Any] = {"_nrt": False, **_NO_SHELLS}
    made: Any = njit(nogil=True, error_model="numpy", **uncounted)(function)
    if COMPILED:
        narrow = made.get_call_template

        def template(args: Any, kws: dict[str, Any]) -> Any:
            return narrow(tuple(widened(a) for a in args), {name: widened(a) for name, a in kws.items()})

        made.get_call_template = template
    return made


#: Decorator of the few kernels that make arrays.
owning = njit(nogil=True, error_model="numpy", **_NO_SHELLS)

#: Decorator of what is called from one place only, near the entry point: merged into its caller, because each level of
#: calls compiles all that lies below it once more (measured: a tenth of the whole).
merged = njit(nogil=True, error_model="numpy", inline="always", **_NO_SHELLS)


#: Decorator of kernels that many others call.
shared = kernel
