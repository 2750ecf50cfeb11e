"""One link: compile everything below an entry point as one LLVM module.

numba makes a library of every kernel: it links whole copies of all the kernel calls into it, optimises that and makes
machine code of it, at each level of calls once more. Kernels are never run by themselves, so here a library keeps
only its own function, and the first one that must run (the entry point) links all that lies below it once, optimises
once and makes machine code once.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from llvmlite import binding as ll
from numba.core.cgutils import alloca_once
from numba.core.codegen import JITCodeLibrary
from numba.core.compiler import Compiler, Flags
from numba.core.debuginfo import DummyDIBuilder
from numba.core.environment import lookup_environment
from numba.core.ir import Loc
from numba.core.lowering import Lower

MISSING = object()
#: What is used of numba beyond its documented interface. Where one is missing, numba compiles in its own, slow way.
USED: dict[type, tuple[str, ...]] = {
    JITCodeLibrary: (
        "_ensure_finalized", "_finalize_final_module", "_get_module_for_linking", "_optimize_final_module",
        "_optimize_functions", "_raise_if_finalized",
    ),
    Flags: ("options", "values"),
    Loc: ("_get_path",),
    Lower: ("alloca_lltype",),
}  # fmt: skip
#: When Python looks for garbage while it compiles: as usual, that is a seventh of the time.
SELDOM = (200_000, 20, 1000)


class OwnLibrary(JITCodeLibrary):
    """A library that holds its own functions only, until one of them must run or an outsider links it."""

    whole = False

    def _optimize_functions(self, ll_module: Any) -> None:
        """Leave the functions as they are: the whole module is optimised."""
        ll_module.data_layout = self._codegen._data_layout

    def finalize(self) -> None:
        """Close the library; what it calls is linked when it must run."""
        self._raise_if_finalized()
        self._finalized = True

    def below(self, seen: dict[Any, None]) -> None:
        """Add all libraries that this one needs to `seen`, callees first, each once."""
        for library in self._linking_libraries:
            if library not in seen:
                if isinstance(library, OwnLibrary):
                    library.below(seen)
                seen[library] = None

    def complete(self) -> None:
        """Link what is below, optimise, make machine code."""
        if self.whole:
            return
        self.whole = True
        self._finalized = False
        module = self._final_module
        self.own = module.clone()
        needed: dict[Any, None] = {}
        self.below(needed)
        needed.pop(self, None)
        for library in reversed(needed):  # callers first: LLVM leaves out what nothing refers to yet
            self._reload_init.update(library._reload_init)
            if isinstance(library, OwnLibrary):
                module.link_in(library.own_for_linking())
            else:
                module.link_in(library._get_module_for_linking(), preserve=True)
        self._optimize_final_module()
        module.verify()
        self._finalize_final_module()
        codegen: Any = self._codegen
        for variable in module.global_variables:
            if variable.name.startswith("_ZN08NumbaEnv"):
                environment = lookup_environment(variable.name)
                if environment is not None:
                    codegen.set_env(variable.name, environment)

    def own_for_linking(self) -> Any:
        """Return the module of its own functions, with a linkage that allows several copies."""
        module = (self.own if self.whole else self._final_module).clone()
        for function in module.functions:
            if not function.is_declaration and function.linkage == ll.Linkage.external:
                function.linkage = "linkonce_odr"
        return module

    def _get_module_for_linking(self) -> Any:
        self._ensure_finalized()
        self.complete()
        return super()._get_module_for_linking()

    def get_pointer_to_function(self, name: str) -> int:
        """Return the address of a function, 0 where it has none; makes machine code at the first need."""
        self._ensure_finalized()
        if not self.whole:
            if not any(f.name == name and not f.is_declaration for f in self._final_module.functions):
                return 0
            self.complete()
        return super().get_pointer_to_function(name)


class Faster:
    """What numba does again and again while it compiles, done once; results are the same."""

    def __init__(self) -> None:
        self.paths: dict[str, str] = {}
        self.names = hash(tuple(sorted(Flags.options)))
        self.unset = {name: option.default for name, option in Flags.options.items()}
        self.path, self.room = Loc._get_path, Lower.alloca_lltype

    def replacements(self) -> list[tuple[Any, str, Any]]:
        """Return (owner, name, what stands there meanwhile)."""
        return [
            (Flags, "__hash__", lambda _: self.names),
            (Flags, "values", lambda flags: self.unset | flags._values),
            (Loc, "_get_path", lambda loc: self.path_of(loc)),
            (Lower, "alloca_lltype", lambda *args, **more: self.room_for(*args, **more)),
        ]

    def path_of(self, loc: Any) -> str:
        """Return the path of a place in the code."""
        if loc.filename not in self.paths:
            self.paths[loc.filename] = self.path(loc)
        return self.paths[loc.filename]

    def room_for(self, lower: Any, name: str, kind: Any, datamodel: Any = None) -> Any:
        """Return the room of a variable, without its size where no debugger asks for it."""
        if not isinstance(lower.debuginfo, DummyDIBuilder):
            return self.room(lower, name, kind, datamodel)
        return alloca_once(lower.builder, kind, name=name, zfill=False)


@contextmanager
def standing_in(replacements: list[tuple[Any, str, Any]]) -> Iterator[None]:
    """Let other things stand under some names of some owners for as long as the context lasts."""
    before = [(owner, name, vars(owner).get(name, MISSING)) for owner, name, _ in replacements]
    for owner, name, value in replacements:
        setattr(owner, name, value)
    try:
        yield
    finally:
        for owner, name, value in before:
            if value is MISSING:
                delattr(owner, name)
            else:
                setattr(owner, name, value)


@contextmanager
def one_link(codegen: Any) -> Iterator[None]:
    """Make libraries of that kind for as long as the context lasts (under numba's compiler lock)."""
    if "_library_class" in vars(codegen):
        yield
        return
    set_env = codegen.set_env

    def set_known(name: str, environment: Any) -> None:
        if codegen._engine.is_symbol_defined(name):
            set_env(name, environment)

    before = gc.get_threshold()
    gc.set_threshold(*SELDOM)
    own = [(codegen, "_library_class", OwnLibrary), (codegen, "set_env", set_known)]
    try:
        with standing_in(own + Faster().replacements()):
            yield
    finally:
        gc.set_threshold(*before)


def fits(codegen: Any) -> bool:
    """Whether numba has all that is used here."""
    known = all(hasattr(owner, name) for owner, names in USED.items() for name in names)
    return known and hasattr(codegen, "_library_class") and hasattr(codegen, "set_env") and hasattr(codegen, "_engine")


class OneLinkCompiler(Compiler):
    """numba's compiler, with one link."""

    def _compile_core(self) -> Any:
        codegen = self.state.targetctx.codegen()
        if not fits(codegen):
            return super()._compile_core()
        with one_link(codegen):
            return super()._compile_core()
