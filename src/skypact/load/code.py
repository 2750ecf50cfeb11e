"""Doctrine in code: functions that a scenario names, from a file beside it or from an installed package.

A file beside the scenario runs only where that is allowed (`--allow-code`); it is never sought outside of the folder of
the scenario. An entry point of the group `skypact.plugins` belongs to a package that somebody installed: that is the
permission.
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable, Iterable
from hashlib import sha256
from importlib.metadata import entry_points
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path, PurePosixPath
from types import ModuleType
from typing import Any

from skypact.core.errors import SkypactError, nearest
from skypact.spec.scenario import Scenario

GROUP = "skypact.plugins"
Function = Callable[..., Any]


def functions(
    scenario: Scenario, folder: Path, allow_code: bool = False, arrangements: Iterable[str] | None = None
) -> dict[str, Function]:
    """Return doctrine → function for every doctrine in code by which a post fights under these arrangements, or any.

    `folder` is that of the scenario's file. SkypactError where a file is named and code is not allowed, and where there
    is no such function.
    """
    written = {name: post.doctrine for name, post in scenario.posts.items()}
    overlays = [scenario.arrangements[a].doctrine for a in arrangements or scenario.arrangements if a]
    named = {doctrine for overlay in overlays or [{}] for doctrine in (written | overlay).values()}
    found: dict[str, Function] = {}
    for name in sorted(n for n in named if n):
        code = scenario.doctrines[name].code
        if code is not None:
            found[name] = _function(name, code, folder, allow_code)
    return found


def place(code: str) -> tuple[str, str] | None:
    """Return (file, function) of "file.py:function", None for the name of an entry point; ValueError for neither."""
    file, colon, function = code.partition(":")
    if not colon and not file.endswith(".py") and "/" not in file:
        return None
    if not function.isidentifier() or not file.endswith(".py"):
        raise ValueError(
            f"not a function: '{code}' — write file.py:function, or the name of an entry point of {GROUP}"
        )
    path = PurePosixPath(file)
    if path.is_absolute() or ".." in path.parts or "\\" in file:
        raise ValueError(f"'{file}' lies outside the scenario's folder — a file beside the scenario, or below")
    return file, function


def digest(function: Function) -> str:
    """Return the SHA-256 of the file in which a function stands; of its own code where it stands in none."""
    plain = inspect.unwrap(getattr(function, "py_func", function))
    try:
        file = inspect.getsourcefile(plain)
    except TypeError:
        file = None
    if file is not None and Path(file).is_file():
        return sha256(Path(file).read_bytes()).hexdigest()
    code = getattr(plain, "__code__", None)  # typed in by hand: no file to hash
    text = type(plain).__qualname__ if code is None else f"{code.co_code.hex()} {code.co_consts!r} {code.co_names!r}"
    return sha256(text.encode("utf-8")).hexdigest()


def _function(doctrine: str, code: str, folder: Path, allow_code: bool) -> Function:
    try:
        where = place(code)
    except ValueError as error:
        raise SkypactError(f"doctrine {doctrine}: {error}") from None
    if where is None:
        return _entry_point(doctrine, code)
    if not allow_code:
        raise SkypactError(
            f"doctrine {doctrine} is code of the scenario's folder ({code}), which does not run unasked — read it, "
            "then give --allow-code, which run, compare and why have"
        )
    file, function = where
    root = folder.resolve()
    path = (root / file).resolve()
    if not path.is_relative_to(root):
        raise SkypactError(
            f"doctrine {doctrine}: {file} leads outside the scenario's folder — a file beside the scenario, or below"
        )
    if not path.is_file():
        raise SkypactError(f"doctrine {doctrine}: no file {file} in {root} — file.py:function, beside the scenario")
    return _callable(doctrine, _module(doctrine, path), function, file)


def _module(doctrine: str, path: Path) -> ModuleType:
    """Return the module of a file, run anew: its name holds the hash of its path, so that no two are mixed up."""
    name = f"skypact_code_{sha256(str(path).encode()).hexdigest()[:16]}"
    spec = spec_from_file_location(name, path)
    assert spec is not None, "a .py file has a loader"
    assert spec.loader is not None
    module = module_from_spec(spec)
    sys.modules[name] = module  # as importlib's own recipe: dataclasses and pickle look there
    try:
        spec.loader.exec_module(module)
    except Exception as error:
        del sys.modules[name]
        raise SkypactError(f"doctrine {doctrine}: {path.name} fails: {type(error).__name__}: {error}") from error
    return module


def _callable(doctrine: str, module: ModuleType, function: str, file: str) -> Function:
    found = getattr(module, function, None)
    if not callable(found):
        here = [n for n, x in vars(module).items() if callable(x) and getattr(x, "__module__", "") == module.__name__]
        raise SkypactError(f"doctrine {doctrine}: no function '{function}' in {file} — {nearest(function, here)}")
    return found


def _entry_point(doctrine: str, name: str) -> Function:
    known = {point.name: point for point in entry_points(group=GROUP)}
    if name not in known:
        raise SkypactError(
            f"doctrine {doctrine}: no installed package has an entry point '{name}' of {GROUP} — "
            f"{nearest(name, known) if known else 'none is installed'}"
        )
    found = known[name].load()
    if not callable(found):
        raise SkypactError(f"doctrine {doctrine}: the entry point '{name}' is no function")
    return found
