"""The scenarios that come with the program, and the templates to begin one from."""

from __future__ import annotations

from pathlib import Path


def shipped() -> dict[str, Path]:
    """Return the scenarios that come with the program, by name: from the wheel, or from the source tree."""
    package = _package()
    return _first(package / "catalogue" / "scenarios", package.parents[1] / "scenarios")


def templates() -> dict[str, Path]:
    """Return the small scenarios that people begin their own from, by name."""
    return _first(_package() / "catalogue" / "templates")


def _package() -> Path:
    return Path(__file__).resolve().parents[2]


def _first(*folders: Path) -> dict[str, Path]:
    """Return the files of the first folder that there is, by name."""
    for folder in folders:
        if folder.is_dir():
            return {path.stem: path for path in sorted(folder.glob("*.yaml"))}
    return {}
