"""kernels.one_link, kernels.jit, kernels.ref: the fast way of compiling gives what numba's own way gives."""

from __future__ import annotations

from collections import namedtuple
from typing import Any

import numpy as np
import pytest
from numba import njit
from numba.core import codegen, compiler
from numba.core.compiler import Flags
from numba.core.registry import cpu_target

from skypact.kernels import one_link
from skypact.kernels.jit import COMPILED, kernel, owning
from skypact.kernels.ref import ref

pytestmark = pytest.mark.skipif(not COMPILED, reason="plain Python has nothing to compile")

Pair = namedtuple("Pair", "numbers rows scale")
ROW = np.dtype([("k", np.int32), ("v", np.float64)])


def fresh() -> tuple[Any, Any, Any]:
    """Return kernels that nothing has compiled yet, and the Python function above them."""

    @kernel
    def at(pair, i):
        return pair.numbers[i] * pair.scale[0] + i

    @kernel
    def both(pair, i):
        pair.rows[0].v = at(pair, 1)
        return at(pair, i) + at(pair, pair.rows[0].k)

    def above(pair, i):
        r = ref(pair)
        return both(r, i) + len(r.rows)

    return at, both, above


def pair() -> Pair:
    rows = np.zeros(1, ROW)
    rows["k"] = 3
    return Pair(np.array([1.5, 2.5, 3.5, 4.5]), rows, np.array([2.0]))


# i = 2: 3.5 · 2 + 2 = 9; k = 3: 4.5 · 2 + 3 = 12; one row; rows[0].v = 2.5 · 2 + 1 = 6


def test_same_value_and_same_effect_as_the_ordinary_way():
    for way in (compiler.Compiler, one_link.OneLinkCompiler):
        _, _, above = fresh()
        given = pair()
        assert njit(pipeline_class=way)(above)(given, 2) == 22.0
        assert given.rows["v"][0] == 6.0


def test_kernels_get_no_machine_code_until_an_ordinary_function_links_them():
    at, both, above = fresh()
    assert njit(pipeline_class=one_link.OneLinkCompiler)(above)(pair(), 2) == 22.0
    libraries = [o.library for k in (at, both) for o in k.overloads.values()]
    assert [(type(x), x.whole) for x in libraries] == [(one_link.OwnLibrary, False)] * 2
    assert njit(lambda p, i: both(ref(p), i))(pair(), 2) == 21.0
    assert [x.whole for x in libraries] == [False, True]


def test_second_entry_point_uses_the_kernels_of_the_first():
    at, both, above = fresh()
    assert njit(pipeline_class=one_link.OneLinkCompiler)(above)(pair(), 2) == 22.0
    second: Any = njit(pipeline_class=one_link.OneLinkCompiler)(lambda p: both(ref(p), 0) + at(ref(p), 0))
    assert second(pair()) == 18.0
    assert len(both.overloads) == 1


def test_one_copy_for_constants_and_all_widths_of_integers():
    at, _, above = fresh()
    made: Any = njit(above)
    made(pair(), np.int32(2))
    assert len(at.overloads) == 1  # called with 1, an int64 and an int32


def test_numba_is_as_before_after_an_error_too():
    def names():
        context: Any = cpu_target.target_context
        own = context.codegen()
        return dict(vars(Flags)), set(vars(own)), own._library_class

    before = names()

    @kernel
    def wrong(a):
        return a.nowhere

    with pytest.raises(Exception, match="nowhere"):
        njit(pipeline_class=one_link.OneLinkCompiler)(lambda p: wrong(ref(p)))(pair())
    assert names() == before
    assert before[2] is codegen.JITCodeLibrary


def test_another_numba_compiles_in_its_own_way(monkeypatch):
    monkeypatch.setitem(one_link.USED, Flags, ("not_there",))
    at, _, above = fresh()
    assert njit(pipeline_class=one_link.OneLinkCompiler)(above)(pair(), 2) == 22.0
    assert type(next(iter(at.overloads.values())).library) is codegen.JITCodeLibrary


def test_arrays_made_in_a_kernel_need_an_owning_one():
    @owning
    def makes(n):
        return np.ones(n)

    @njit(pipeline_class=one_link.OneLinkCompiler)
    def above(n):
        return makes(n).sum()

    assert above(4) == 4.0
