"""`skypact check`: every fault of the files named, and their resolved form."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from skypact.cli import inputs
from skypact.core.errors import InputFaults, SkypactError

if TYPE_CHECKING:
    from skypact.core.errors import Fault
    from skypact.load.checks.announced import Announced
    from skypact.spec.scenario import Scenario

Files = Annotated[
    list[str], typer.Argument(metavar="FILE…", help="Scenario files, folders of them, or shipped names.")
]
Resolved = Annotated[
    bool, typer.Option("--resolved", help="Write the resolved form: every name, count, type and default filled in.")
]
To = Annotated[
    Path | None, typer.Option("--out", "-o", metavar="PATH", help="Where the resolved form goes; else stdout.")
]


def command(files: Files, resolved: Resolved = False, out: To = None) -> None:
    """Find every fault of a scenario. Print each with file, line and column, and what would be right.

    In a folder a file may announce its faults (`# expect:`): then it is in order when it has these and no others.
    """
    from skypact.load.checks.announced import announced
    from skypact.load.scenario import scenario

    paths = {path: Path(name).is_dir() for name in files for path in _paths(name)}
    if out is not None and not resolved:
        raise SkypactError("--out goes with --resolved")
    if resolved and len(paths) > 1 and (out is None or (out.exists() and not out.is_dir())):
        raise SkypactError(f"{len(paths)} resolved forms need a folder — name it with --out")
    faults = 0
    for path, in_folder in paths.items():
        expected = announced(path) if in_folder else None
        try:
            read = scenario(path)
        except InputFaults as found:
            every = found.faults
            said = [str(fault) for fault in every] if expected is None else _lacking(path, expected, every)
            for text in said:
                print(text, file=sys.stderr)
            faults += len(said)
            if not said and not resolved:
                print(f"{path}: refused, as it announces — {_counted(len(every), 'fault')}")
            continue
        if expected is not None:
            print(f"{path}: no fault, though the file announces one — mend it, or its first lines", file=sys.stderr)
            faults += 1
        elif resolved:
            _write(read, out / f"{path.stem}.yaml" if out and (len(paths) > 1 or out.is_dir()) else out)
        else:
            print(f"{path}: no fault — {_summary(read)}")
            for said in _recorded(path):
                print(said)
    if faults:
        print(_counted(faults, "fault"), file=sys.stderr)
        raise typer.Exit(2)


def _lacking(path: Path, expected: Announced, found: list[Fault]) -> list[str]:
    return [f"{path}: {text}" for text in expected.lacking(found)]


def _paths(name: str) -> list[Path]:
    folder = Path(name)
    if not folder.is_dir():
        return [inputs.find(name)]
    found = sorted(path for ending in ("*.yaml", "*.yml") for path in folder.rglob(ending))
    if not found:
        raise SkypactError(f"{name}: no scenario (*.yaml) in this folder")
    return found


def _summary(read: Scenario) -> str:
    from skypact.load.overlay.presence import there

    counted = {
        "sensor": len(read.sensors), "battery": len(read.batteries), "fighter unit": len(read.fighters),
        "post": len(read.posts), "flying object": len(there(read).intruders), "arrangement": len(read.arrangements),
    }  # fmt: skip
    return ", ".join(_counted(number, what) for what, number in counted.items())


def _recorded(path: Path) -> list[str]:
    """Return what was left out of recorded flights, a line for each block that has any."""
    from skypact.load.scenario import scenario

    written = scenario(path, check_only=True)
    if not written.recorded:
        return []
    from skypact.load.recorded.flights import reports

    return [f"  recorded.{name}: {found.text()}" for name, found in reports(written, path.parent)]


def _counted(number: int, what: str) -> str:
    many = f"{what[:-1]}ies" if what.endswith("y") else f"{what}s"
    return f"{number} {what if number == 1 else many}"


def _write(read: Scenario, out: Path | None) -> None:
    from skypact.load.canonical import dump_yaml

    text = dump_yaml(read)
    if out is None:
        sys.stdout.write(text)
        return
    out.parent.mkdir(parents=True, exist_ok=True)
    partial = out.with_name(f".{out.name}.partial")
    partial.write_text(text, encoding="utf-8")
    partial.replace(out)
    print(f"resolved form: {out}", file=sys.stderr)
