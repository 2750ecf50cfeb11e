"""Stamp: what a result was made from, so that it can be made again."""

from __future__ import annotations

import platform
from dataclasses import asdict, dataclass
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version

#: The version of the scenario format that this package reads.
FORMAT = 1


def package_version() -> str:
    """Return the version of the installed package."""
    try:
        return version("skypact")
    except PackageNotFoundError:  # a source tree without an installation
        return "0.0.0"


@dataclass(frozen=True)
class Stamp:
    """Versions, hashes and the seed behind a result. No time of day, path or worker count is in it."""

    skypact: str
    platform: str
    scenario: str
    scenario_sha256: str
    seed: int
    runs: int
    level: str
    association: str

    def as_dict(self) -> dict[str, object]:
        """Return the stamp as a plain mapping."""
        return asdict(self)


def this_platform() -> str:
    """Return the platform for which bit-identity is promised."""
    return f"{platform.system().lower()}-{platform.machine().lower()}-py{platform.python_version()}"


def digest(text: str) -> str:
    """Return the SHA-256 of a canonical text."""
    return sha256(text.encode("utf-8")).hexdigest()
