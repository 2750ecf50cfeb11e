"""Shells through which Python may call compiled kernels: they have none of their own, a bare call ends the process."""

from __future__ import annotations

from collections.abc import Callable
from inspect import signature
from types import ModuleType, SimpleNamespace
from typing import Any

from numba import njit


def compiled(kernel: Any) -> Callable[..., Any]:
    """Return a function that calls a compiled kernel."""
    names = ", ".join(signature(kernel.py_func).parameters)
    # written out, because inlined kernels refuse a call with *values
    return njit(eval(f"lambda {names}: kernel({names})", {"kernel": kernel}))


def compiled_all(module: ModuleType, *names: str) -> SimpleNamespace:
    """Return these kernels of a module, each in a shell."""
    return SimpleNamespace(**{name: compiled(getattr(module, name)) for name in names})
