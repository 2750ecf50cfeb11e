"""Skypact simulates coalition air and missile defence. The Python door: nothing is imported before it is used."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from skypact.analysis.tracking.settings import TrackSettings
    from skypact.analysis.tracking.tracks import Tracks
    from skypact.core.errors import Fault, InputFaults, SkypactError
    from skypact.core.stamp import package_version
    from skypact.load.recorded.flights import Recording
    from skypact.log.schema import EventLog
    from skypact.spec.scenario import Scenario
    from skypact.study.causal.ledger import Causal
    from skypact.study.claims.judge import Claims
    from skypact.study.compare import Comparison
    from skypact.study.control.control import ControlStudy
    from skypact.study.explore.explorer import Explorer
    from skypact.study.loss import Loss
    from skypact.study.pictures.pictures import Pictures
    from skypact.study.published.judge import Published
    from skypact.study.quality import Quality
    from skypact.study.reach.cover import Cover
    from skypact.study.turning.saturation import Saturation
    from skypact.study.turning.sweep import Sweep
    from skypact.study.why.why import Why
    from skypact.study.worth.worth import Worth

    __version__ = package_version()

__all__ = [
    "Causal", "Claims", "Comparison", "ControlStudy", "Cover", "EventLog", "Explorer", "Fault", "InputFaults", "Loss",
    "Pictures", "Published", "Quality", "Recording", "Saturation", "Scenario", "SkypactError", "Sweep",
    "TrackSettings", "Tracks", "Why", "Worth", "causal", "check", "claims", "compare", "control", "cover", "explore",
    "load", "loss", "pictures", "quality", "recorded", "run", "saturation", "sweep", "track", "view_file", "why",
    "worth",
]  # fmt: skip

_NAMES = {
    "Causal": "skypact.study.causal.ledger", "Claims": "skypact.study.claims.judge",
    "Comparison": "skypact.study.compare", "ControlStudy": "skypact.study.control.control",
    "Cover": "skypact.study.reach.cover", "EventLog": "skypact.log.schema",
    "Explorer": "skypact.study.explore.explorer", "Fault": "skypact.core.errors",
    "InputFaults": "skypact.core.errors", "Loss": "skypact.study.loss",
    "Pictures": "skypact.study.pictures.pictures",
    "Published": "skypact.study.published.judge", "Quality": "skypact.study.quality",
    "Recording": "skypact.load.recorded.flights",
    "Saturation": "skypact.study.turning.saturation", "Scenario": "skypact.spec.scenario",
    "SkypactError": "skypact.core.errors", "Sweep": "skypact.study.turning.sweep",
    "TrackSettings": "skypact.analysis.tracking.settings", "Tracks": "skypact.analysis.tracking.tracks",
    "Why": "skypact.study.why.why", "Worth": "skypact.study.worth.worth",
}  # fmt: skip


def __getattr__(name: str) -> Any:
    if name in _NAMES:
        return getattr(import_module(_NAMES[name]), name)
    if name == "load":
        return import_module("skypact.load")
    if name == "__version__":
        return import_module("skypact.core.stamp").package_version()
    raise AttributeError(f"module 'skypact' has no attribute {name!r}")


def __dir__() -> list[str]:
    return [*__all__, "__version__"]


def _scenario(
    source: str | Path | Scenario, hypothesis: str = "", sets: Mapping[str, str | float] | None = None, on: str = ""
) -> Scenario:
    """Return a resolved scenario, of a file, of a shipped name, or as it is."""
    if not isinstance(source, (str, Path)):
        return source
    from skypact.cli.inputs import find
    from skypact.core import dates
    from skypact.load.scenario import scenario

    texts = {path: str(value) for path, value in (sets or {}).items()}
    return scenario(find(str(source)), hypothesis=hypothesis, sets=texts, on=dates.day(on) if on else None)


if TYPE_CHECKING:

    def load(
        source: str | Path, *, hypothesis: str = "", sets: Mapping[str, str | float] | None = None, on: str = ""
    ) -> Scenario:
        """Return the resolved scenario of a file or of a shipped name; InputFaults lists everything wrong with it.

        on: the day that its musters are put at, "2016-05-06".
        """
        ...


def check(source: str | Path) -> list[Fault]:
    """Return every fault of a scenario file, none where it is right."""
    from skypact.core.errors import InputFaults

    try:
        _scenario(source)
    except InputFaults as found:
        return list(found.faults)
    return []


def run(
    scenario: str | Path | Scenario, *, arrangement: str = "", runs: int = 100, seed: int = 1, workers: int = 0,
    level: str = "full", association: str | None = None, hypothesis: str = "",
    sets: Mapping[str, str | float] | None = None, progress: Callable[[int], None] | None = None,
    functions: Mapping[str, Callable[..., Any]] | None = None,
) -> EventLog:  # fmt: skip
    """Run one arrangement and return its log: Arrow tables `events` and `entities`; `.to_pandas()` gives frames.

    Without a name it is the first arrangement of the scenario. functions: code of doctrines, by name of the doctrine.
    """
    from skypact.study.worlds import check_runs, simulate

    read = _scenario(scenario, hypothesis, sets)
    return simulate(
        read, arrangement or next(iter(read.arrangements), ""), runs=check_runs(runs), seed=seed, workers=workers,
        level=level, association=association, progress=progress, hypothesis=hypothesis, functions=functions,
    )  # fmt: skip


def compare(
    scenario: str | Path | Scenario, *, arrangements: Sequence[str] | None = None, runs: int = 300, seed: int = 1,
    workers: int = 0, level: str = "full", association: str | None = None, hypothesis: str = "",
    sets: Mapping[str, str | float] | None = None, progress: Callable[[int], None] | None = None,
    functions: Mapping[str, Callable[..., Any]] | None = None, dates: Sequence[str] = (),
) -> Comparison:  # fmt: skip
    """Compare arrangements of command on the same luck: measures, paired differences, and the answer in words.

    dates: instead, the forces of these days under the first arrangement, or those named; of a file with musters.
    """
    from skypact.study.compare import compare as compared

    if dates:
        from skypact.cli.inputs import find
        from skypact.core.errors import SkypactError
        from skypact.study.dated.dates import compare as by_date

        if not isinstance(scenario, (str, Path)):
            raise SkypactError("dates are of a file or a shipped name — a scenario that is loaded has its forces")
        texts = {path: str(value) for path, value in (sets or {}).items()}
        return by_date(
            find(str(scenario)), [dates] if isinstance(dates, str) else dates, arrangements=arrangements, runs=runs,
            seed=seed, workers=workers, level=level, association=association, progress=progress,
            hypothesis=hypothesis, sets=texts, functions=functions,
        )  # fmt: skip
    return compared(
        _scenario(scenario, hypothesis, sets), arrangements=arrangements, runs=runs, seed=seed,
        workers=workers, level=level, association=association, progress=progress, hypothesis=hypothesis,
        functions=functions,
    )  # fmt: skip


def loss(
    comparison: Comparison, nodes: Sequence[str], *, workers: int = 0, progress: Callable[[int], None] | None = None
) -> Loss:
    """Run a comparison again without the nodes named (posts, sensors, units, links "a>b") and say what differs."""
    from skypact.study.loss import loss as without

    stamp = comparison.logs[comparison.names[0]].stamp
    return without(
        comparison.scenario, [nodes] if isinstance(nodes, str) else nodes, comparison.logs, seed=comparison.seed,
        workers=workers, level=comparison.level, progress=progress, hypothesis=comparison.hypothesis,
        association=str(stamp["association"]) if "association" in stamp else None,
    )  # fmt: skip


def saturation(
    scenario: str | Path, raid: Sequence[str], sizes: Sequence[int] | None = None, *,
    arrangements: Sequence[str] | None = None, share: float = 0.5, runs: int = 100, seed: int = 1, workers: int = 0,
    association: str | None = None, hypothesis: str = "", sets: Mapping[str, str | float] | None = None,
    progress: Callable[[int], None] | None = None,
) -> Saturation:  # fmt: skip
    """Let a scripted raid of a scenario grow, by file or shipped name: only its size differs, never anything else."""
    from skypact.cli.inputs import find
    from skypact.study.turning.saturation import saturation as grown

    return grown(
        find(str(scenario)), [raid] if isinstance(raid, str) else raid, sizes, arrangements=arrangements, share=share,
        runs=runs, seed=seed, workers=workers, association=association, hypothesis=hypothesis,
        sets={path: str(value) for path, value in (sets or {}).items()}, progress=progress,
    )  # fmt: skip


def control(
    scenario: str | Path | Scenario, *, choices: Sequence[str] | None = None, nation: str = "", partner: str = "",
    runs: int = 300, seed: int = 1, workers: int = 0, association: str | None = None, hypothesis: str = "",
    sets: Mapping[str, str | float] | None = None, progress: Callable[[int], None] | None = None,
) -> ControlStudy:  # fmt: skip
    """Set a state's choices beside each other: defence gained, control kept, what is left without its partner."""
    from skypact.study.control.control import control as studied

    return studied(
        _scenario(scenario, hypothesis, sets), choices=choices, nation=nation, partner=partner, runs=runs, seed=seed,
        workers=workers, association=association, progress=progress, hypothesis=hypothesis,
    )  # fmt: skip


def sweep(
    scenario: str | Path | Scenario, factor: str, *, points: int = 6, arrangements: Sequence[str] | None = None,
    runs: int = 100, seed: int = 1, workers: int = 0, level: str = "full", association: str | None = None,
    hypothesis: str = "", sets: Mapping[str, str | float] | None = None,
    progress: Callable[[int], None] | None = None,
) -> Sweep:  # fmt: skip
    """Vary one factor of the defence, "consent_delay=0min..20min": leak, wrongful engagement, control, with bands."""
    from skypact.study.turning.sweep import sweep as swept

    return swept(
        _scenario(scenario, hypothesis, sets), factor, points=points, arrangements=arrangements, runs=runs, seed=seed,
        workers=workers, level=level, association=association, progress=progress, hypothesis=hypothesis,
    )  # fmt: skip


def explore(
    scenario: str | Path | Scenario, vary: str | Sequence[str] = (), *, without: str | Sequence[str] = (),
    dates: Sequence[str] = (), points: int = 5, arrangements: Sequence[str] | None = None, runs: int = 100,
    seed: int = 1, workers: int = 0, association: str | None = None, hypothesis: str = "",
    sets: Mapping[str, str | float] | None = None, progress: Callable[[int], None] | None = None,
    ledger: str | Path | None = None,
) -> Explorer:  # fmt: skip
    """Run all combinations of a few choices of the defence on the same luck: factors, units gone, days, arrangements.

    ledger: a folder in which finished combinations are kept, and from which they are taken.
    """
    from skypact.cli.inputs import find
    from skypact.core.errors import SkypactError
    from skypact.study.explore.axes import axes, by_date
    from skypact.study.explore.explorer import explore as explored
    from skypact.study.explore.ledger import Ledger
    from skypact.study.measuring import Measuring

    if dates and not isinstance(scenario, (str, Path)):
        raise SkypactError("dates are of a file or a shipped name — a scenario that is loaded has its forces")
    texts = {path: str(value) for path, value in (sets or {}).items()}
    worlds = (
        by_date(find(str(scenario)), dates, hypothesis=hypothesis, sets=texts) if dates
        else {"": _scenario(scenario, hypothesis, sets)}
    )
    made = axes(
        worlds, [vary] if isinstance(vary, str) else vary, without=[without] if isinstance(without, str) else without,
        arrangements=arrangements, points=points,
    )  # fmt: skip
    how = Measuring(runs, seed, workers, "full", association, hypothesis, progress)
    return explored(made, how, Ledger(Path(ledger)) if ledger else None)


def track(
    detections: Any, sensors: Any, settings: TrackSettings | str | None = None, *, covariance: bool = True,
    **changes: Any,
) -> Tracks:
    """Track anyone's detections: mappings or data frames of columns, angles from north, SI units."""
    from skypact.analysis.tracking.track import track as tracked

    return tracked(detections, sensors, settings, covariance=covariance, **changes)


def why(comparison: Comparison, a: str, b: str, intruder: str | None = None, run: int | None = None) -> Why:
    """Say why arrangement `b` ends otherwise than `a`: the first event at which the two worlds part, by intruder."""
    from skypact.study.why.why import why as reasons

    return reasons(comparison, a, b, intruder=intruder, run=run)


def claims(
    scenario: str | Path | Scenario | None = None, names: str | Sequence[str] = (), *, draws: int | None = None,
    seed: int = 1, runs: int = 300, draw_runs: int = 4, workers: int = 1, hypothesis: str = "",
    sets: Mapping[str, str | float] | None = None, progress: Callable[..., None] | None = None,
) -> Claims | Published:  # fmt: skip
    """Judge published claims of the catalogue, all if none is named; with a scenario, its claims about zones.

    sets: SYSTEM.figure or paths of scenarios. workers: processes; more than one needs a script with a main guard.
    """
    chosen = [names] if isinstance(names, str) else list(names)
    if scenario is not None:
        from skypact.study.claims.judge import judged

        n = 40 if draws is None else draws
        return judged(_scenario(scenario, hypothesis, sets), chosen or None, draws=n, seed=seed, progress=progress)
    from skypact.cli.inputs import find
    from skypact.core.errors import SkypactError, nearest
    from skypact.load.catalogue.shelf import Catalogue
    from skypact.study.published.judge import Telling, published
    from skypact.study.published.runs.ran import Effort

    known = (catalogue := Catalogue()).claims
    for name in chosen:
        if name not in known:
            raise SkypactError(f"unknown claim {name!r} — {nearest(name, known)}")
    effort = Effort(runs, Effort.draws if draws is None else draws, draw_runs, seed)
    return published(
        {name: known[name] for name in chosen or known}, catalogue, find, effort=effort, workers=workers, given=sets,
        telling=Telling(progress=progress),
    )  # fmt: skip


def worth(
    scenario: str | Path | Scenario, names: str | Sequence[str] = (), *, hypotheses: str | Sequence[str] = (),
    under: str = "", arrangements: Sequence[str] | None = None, runs: int = 300, seed: int = 1, workers: int = 0,
    level: str = "full", association: str | None = None, sets: Mapping[str, str | float] | None = None,
    progress: Callable[[int], None] | None = None, functions: Mapping[str, Callable[..., Any]] | None = None,
) -> Worth:  # fmt: skip
    """Say what things are worth: the same luck with and without each unit, jammer's noise or rival account."""
    from skypact.study.worth.worth import worth as valued

    return valued(
        _scenario(scenario, under, sets), [names] if isinstance(names, str) else names,
        hypotheses=[hypotheses] if isinstance(hypotheses, str) else hypotheses,
        under=under, arrangements=arrangements, runs=runs, seed=seed, workers=workers, level=level,
        association=association, progress=progress, functions=functions,
    )  # fmt: skip


def causal(
    scenario: str | Path | Scenario, arrangement: str = "", *, measure: str | None = None, runs: int = 50,
    seed: int = 1, workers: int = 0, association: str | None = None, hypothesis: str = "",
    sets: Mapping[str, str | float] | None = None, order: str | Sequence[str] | None = None,
    run: int | None = None, intruder: str | None = None, progress: Callable[[int], None] | None = None,
) -> Causal:  # fmt: skip
    """Say for each case of one arrangement which smallest change of the defence alters it, and whose change it is.

    Without a name it is the first arrangement of the scenario.
    """
    from skypact.study.causal.ledger import causal as booked

    read = _scenario(scenario, hypothesis, sets)
    return booked(
        read, arrangement or next(iter(read.arrangements), ""), measure=measure, runs=runs, seed=seed, workers=workers,
        association=association, hypothesis=hypothesis, order=order, run=run, intruder=intruder, progress=progress,
    )  # fmt: skip


def cover(
    scenario: str | Path | Scenario | None = None, *, given: Sequence[str] = (), crs: str = "EPSG:4326",
    at: Sequence[str] = ("100 m", "300 m", "1 km", "3 km", "10 km"), above: str = "ground", craft: str = "",
    rcs: str = "", pd: float = 0.5, arrangement: str = "", choice: str = "", picture: str = "",
    sensors: Sequence[str] | None = None, terrain: str | Sequence[str] = "",
    terrain_allow: Sequence[str] = (), box: tuple[float, float, float, float] | None = None, cell: str = "",
    trees: str = "", versus: str = "",
    zones: bool = False, band: bool = False, why: bool = False, hypothesis: str = "",
    sets: Mapping[str, str | float] | None = None, out: str | Path | None = None,
) -> Cover:  # fmt: skip
    """Map what a scenario's sensors, or sensors typed by hand ("lat,lon,mast,range"), cover over terrain.

    `.maps` holds arrays, `.as_dict()` areas. out: a folder for GeoTIFF, GeoJSON, pictures and tables.
    """
    from skypact.load import given as by_hand
    from skypact.study.reach.cover import cover as covered
    from skypact.study.reach.question import asking

    asked = asking(
        at=[at] if isinstance(at, str) else at, above=above, craft=craft, rcs=rcs, pd=pd, arrangement=arrangement,
        choice=choice, picture=picture, sensors=[sensors] if isinstance(sensors, str) else sensors,
        terrain=[terrain] if isinstance(terrain, str) else terrain, allow=terrain_allow, box=box, cell=cell,
        trees=trees, versus=versus, zones=zones, band=band, why=why,
    )  # fmt: skip
    places = [by_hand.sensor(text, crs) for text in ([given] if isinstance(given, str) else given)]
    read = _scenario(scenario, hypothesis, sets) if scenario is not None else None
    found = covered(read, places, asked, load=_scenario)
    if out is not None:
        from skypact.cli.folder import whole
        from skypact.report.coverage.folder import mark, write

        with whole(Path(out), mark(found)) as made:
            write(found, made, why=why)
    return found


def quality(
    truth: Any, tracks: Any, *, c: float = 2000.0, p: float = 2.0, alpha: float = 2.0, gamma: float | None = None,
    detectable: Mapping[Any, float | tuple[float, float] | None] | None = None, at: Sequence[float] | None = None,
    pairing: str = "history",
) -> Quality:  # fmt: skip
    """Say how good an air picture is: GOSPA, SIAP, changes of track, NEES, of anyone's truth and tracks.

    Columns t [s], id, xyz or x, y, z [m], if there are v or vx, vy, vz [m/s], P, alive, detectable.
    """
    from skypact.study.quality import quality as measured

    return measured(
        truth, tracks, c=c, p=p, alpha=alpha, gamma=gamma, detectable=detectable, at=at, pairing=pairing
    )


def recorded(
    path: str | Path, format: str, *, flights: Sequence[str] = (), **limits: str | float
) -> Recording:  # fmt: skip
    """Read a file of recorded flights ("readsb", "opensky", "traffic"): what is believed, and what was left out.

    flights: call signs or addresses, all if none is named. limits: those of `recorded` in a scenario, as gap="90 s".
    """
    from skypact.core.errors import SkypactError
    from skypact.load.recorded.flights import read_file

    if format not in ("readsb", "opensky", "traffic"):
        raise SkypactError(f"unknown format {format!r} — readsb, opensky or traffic")
    return read_file(Path(path), format, [flights] if isinstance(flights, str) else list(flights), limits)


def pictures(
    scenario: str | Path | Scenario, *, arrangements: Sequence[str] | None = None, runs: int = 20, seed: int = 1,
    every: str | float = "10 s", c: float = 2000.0, height: bool = False, run: int = 0, workers: int = 0,
    association: str | None = None, hypothesis: str = "", sets: Mapping[str, str | float] | None = None,
    progress: Callable[[int], None] | None = None, functions: Mapping[str, Callable[..., Any]] | None = None,
) -> Pictures:  # fmt: skip
    """Replay runs and say how good each post's air picture was under each arrangement, on the same luck.

    every: how often pictures are read, "10 s" or seconds. c: GOSPA's cut-off [m], over ground, or with `height` in
    space. run: the one kept in full.
    """
    from skypact.core.units import parse
    from skypact.study.pictures.pictures import pictures as replayed

    return replayed(
        _scenario(scenario, hypothesis, sets), arrangements=arrangements, runs=runs, seed=seed,
        every_s=parse(every, "time") if isinstance(every, str) else float(every), c_m=c, height=height, run=run,
        workers=workers, association=association, hypothesis=hypothesis, progress=progress, functions=functions,
    )  # fmt: skip


def view_file(
    comparison: Comparison, path: str | Path, runs: Sequence[int] | None = None, *,
    fates: Sequence[tuple[str, str]] = (), functions: Mapping[str, Callable[..., Any]] | None = None,
    progress: Callable[[int], None] | None = None,
) -> str:  # fmt: skip
    """Write the viewer of a comparison, one HTML file; return the fragment that opens it at the first difference.

    runs: those to play, else the first difference, medians, worst and best, and for each of `fates` (intruder, fate)
    one in which it came so. functions: doctrines in code, by name.
    """
    from skypact.report.viewer.page import write
    from skypact.study.playback.choose import choose

    chosen = dict(choose(comparison, fates)) if runs is None else runs
    return write(comparison, path, chosen, functions=functions, progress=progress)


class _LoadRoom(ModuleType):
    """The room `skypact.load`, which is also the verb `skypact.load(path)`."""

    def __call__(
        self, source: str | Path, *, hypothesis: str = "", sets: Mapping[str, str | float] | None = None, on: str = ""
    ) -> Scenario:
        return _scenario(source, hypothesis, sets, on)


class _Door(ModuleType):
    """This package. The import system binds the room `load` here under the name of a verb: let it be both."""

    def __setattr__(self, name: str, value: Any) -> None:
        if name == "load" and isinstance(value, ModuleType):
            value.__class__ = _LoadRoom
        super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Door
