"""What is typed on the command line, as the rooms below want it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from skypact.core.errors import SkypactError, nearest

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from skypact.spec.scenario import Scenario


def shipped() -> dict[str, Path]:
    """Return the scenarios that come with the program, by name."""
    from skypact.load.catalogue.shipped import shipped as found

    return found()


def find(source: str) -> Path:
    """Return the file of a scenario: a path, or the name of a shipped one."""
    path = Path(source)
    if path.is_file():
        return path
    known = shipped()
    name = path.stem if path.suffix in (".yaml", ".yml") else path.name
    if source == name and name in known:
        return known[name]
    if path.is_dir():
        raise SkypactError(f"{source}: a folder — name a scenario file")
    raise SkypactError(f"{source}: no such file, and no shipped scenario of this name — {nearest(name, known)}")


def assignments(texts: list[str] | None) -> dict[str, str]:
    """Return `PATH=VALUE` texts as a mapping; the format reads the values."""
    made: dict[str, str] = {}
    for text in texts or []:
        path, equals, value = (part.strip() for part in text.partition("="))
        if not equals or not path or not value:
            raise SkypactError(f"--set {text}: not PATH=VALUE — such as --set posts.subbotniki.stops=0.3")
        if path in made:
            raise SkypactError(f"--set {path}: given twice — keep one")
        made[path] = value
    return made


def names(texts: list[str] | None) -> list[str] | None:
    """Return names given by repeated options or with commas between them; None where none was given."""
    made = [name.strip() for text in texts or [] for name in text.split(",") if name.strip()]
    doubled = next((name for name in made if made.count(name) > 1), None)
    if doubled:
        raise SkypactError(f"{doubled}: named twice — name each once")
    return made or None


def factors(text: str) -> list[str]:
    """Return one or two factors with a comma between them; each may name its range."""
    made = [name.strip() for name in text.split(",")]
    if not all(made) or len(made) > 2:
        raise SkypactError(f"{text}: not one factor or two — such as consent_delay, or consent_delay,link_latency")
    return made


def functions(
    source: str, scenario: Scenario, allow_code: bool, arrangements: Sequence[str]
) -> dict[str, Callable[..., Any]]:
    """Return the functions of doctrines in code under these arrangements; SkypactError where they may not run."""
    if not any(doctrine.code for doctrine in scenario.doctrines.values()):
        return {}
    from skypact.load.code import functions as found

    return found(scenario, find(source).parent, allow_code, arrangements)


def load(source: str, hypothesis: str, sets: list[str] | None) -> Scenario:
    """Return the resolved scenario that the arguments name."""
    from skypact.load.scenario import scenario

    return scenario(find(source), hypothesis=hypothesis, sets=assignments(sets))
