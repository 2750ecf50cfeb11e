"""One side of the question: a scenario under an arrangement or a choice, or sensors typed by hand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from skypact.core.errors import SkypactError, nearest
from skypact.coverage import eyes
from skypact.coverage.band import World
from skypact.coverage.grid import Grid
from skypact.coverage.maps import Keep, Maps, maps
from skypact.coverage.zones import Zones, zone_eyes, zones
from skypact.load.given import Given
from skypact.load.overlay.arrange import arrange, choose
from skypact.load.terrain.grid import Box
from skypact.lower.sense.air import Air
from skypact.spec.place import TERRAIN_WORDS, Environment
from skypact.spec.quantity import Quantity
from skypact.spec.scenario import Scenario
from skypact.study.reach.area import reaching
from skypact.study.reach.question import Question

#: Loads another scenario by the name that `versus` gives.
Load = Callable[[str], Scenario]


class Side:
    """One side of the question: a scenario under an arrangement or choice, or sensors typed by hand."""

    def __init__(self, source: Scenario | None, given: Sequence[Given], asked: Question,
                 arrangement: str, choice: str):  # fmt: skip
        self.arrangements = tuple(source.arrangements) if source is not None else ()
        self.given, self.asked, self.arrangement = given, asked, arrangement
        self.scenario = None
        if source is not None:
            self.scenario = choose(source, choice) if choice else arrange(source, arrangement)
        self.environment = environment_of(self.scenario, asked)
        self.target = eyes.craft(self.scenario, asked.craft) if asked.craft else eyes.square_metres(_rcs_m2(asked))
        self.picture, self.notes = asked.picture, list[str]()

    def default_picture(self) -> None:
        """Take the picture of the nation that asks: what it sees is what an arrangement changes."""
        if self.picture or self.scenario is None:
            return
        nation = self.scenario.question.nation
        kept = [name for name, post in self.scenario.posts.items() if post.picture and nation in (None, post.nation)]
        self.picture = kept[0] if kept else ""

    @property
    def air(self) -> Air:
        """Return the air of the environment."""
        return Air(self.environment.refractivity.value, self.environment.refractivity_scale.value)

    @property
    def trees_m(self) -> float:
        """Return the height of the trees [m]."""
        return self.environment.trees.value

    @property
    def rcs(self) -> Quantity | None:
        """Return the cross-section of the class where a sheet of the scenario has it, with its range."""
        named = self.asked.craft
        return self.scenario.crafts[named].rcs if self.scenario is not None and named in self.scenario.crafts else None

    @property
    def world(self) -> World:
        """Return what the band varies."""
        return World(self.scenario, self.environment, self.target)

    def eyes(self) -> list[eyes.Eye]:
        """Return the sensors; what is to be said of them goes into the notes."""
        if self.scenario is None:
            return eyes.of_given(self.given)
        made, notes = eyes.of_scenario(self.scenario, self.target, self.asked.pd, self.asked.sensors, self.picture)
        if self.picture:
            under = f" under '{self.arrangement}'" if self.arrangement else ""
            notes.insert(0, f"Sensors whose plots reach the picture of {self.picture}{under}.")
        self.notes = notes
        return made

    def maps(self, ground: Grid, some: Sequence[eyes.Eye], keep: Keep | None = None) -> Maps:
        """Return the maps of sensors."""
        asked = self.asked
        return maps(ground, some, asked.heights_m, self.air, above=asked.above, trees_m=self.trees_m, keep=keep)

    def batteries(self, box: Box) -> list[eyes.Eye]:
        """Return the batteries whose missiles reach into the box."""
        return reaching(zone_eyes(self.scenario, self.target)[0], box) if self.scenario is not None else []

    def zones(self, ground: Grid) -> Zones:
        """Return the zones of the batteries that reach into the box."""
        assert self.scenario is not None
        near = {eye.name for eye in self.batteries(ground.box)}
        kept = {n: b for n, b in self.scenario.batteries.items() if n in near or b.interceptor is not None}
        scenario = self.scenario.model_copy(update={"batteries": kept})
        return zones(ground, scenario, self.asked.heights_m, self.air, above=self.asked.above, target=self.target,
                     trees_m=self.trees_m)  # fmt: skip

    def again(self, ground: Grid, world: World) -> Maps:
        """Return the maps of this side with parameters changed."""
        other = Side.__new__(Side)
        other.__dict__ = self.__dict__ | {
            "scenario": world.scenario, "environment": world.environment, "target": world.target,
        }  # fmt: skip
        return other.maps(ground, reaching(other.eyes(), ground.box))


def environment_of(scenario: Scenario | None, asked: Question) -> Environment:
    """Return the environment with the terrain and trees that were asked for; files count from the working folder."""
    made = scenario.environment if scenario is not None else Environment()
    if asked.terrain in TERRAIN_WORDS:
        made = made.model_copy(update={"terrain": asked.terrain, "terrain_sha256": ""})
    elif asked.terrain:
        files = [asked.terrain] if isinstance(asked.terrain, str) else list(asked.terrain)
        missing = next((name for name in files if not Path(name).exists()), None)
        if missing is not None:
            near = nearest(missing, TERRAIN_WORDS)
            raise SkypactError(f"--terrain {missing}: no such file or folder — a path, or {near}")
        made = made.model_copy(update={"terrain": [str(Path(name).absolute()) for name in files], "terrain_sha256": ""})
    if asked.allow:
        try:
            made = Environment.model_validate(dict(made) | {"terrain_allow": list(asked.allow)})
        except ValueError:
            known = "voids, sea, heights or seams"
            raise SkypactError(f"--terrain-allow {','.join(asked.allow)}: {known}") from None
    trees = asked.trees_m
    if trees is None and scenario is None:
        trees = 0.0
    if trees is not None:
        given = {"value": trees, "low": None, "high": None, "source": "given", "assumed": False}
        made = made.model_copy(update={"trees": made.trees.model_copy(update=given)})
    return made


def _rcs_m2(asked: Question) -> float:
    """Return the cross-section that was asked for, 1 m² where none was; nothing is not the same as none."""
    return 1.0 if asked.rcs_m2 is None else asked.rcs_m2


def other_side(scenario: Scenario, asked: Question, load: Load | None) -> Side:
    """Return the other side: an arrangement, a choice, or a scenario that `load` finds."""
    name = asked.versus
    if name in scenario.arrangements:
        return Side(scenario, (), asked, name, "")
    if name in scenario.choices:
        return Side(scenario, (), asked, "", name)
    known = [*scenario.arrangements, *scenario.choices]
    if load is None:
        raise SkypactError(f"--versus {name}: no arrangement or choice of {scenario.id} — {nearest(name, known)}")
    try:
        return Side(load(name), (), asked, "", "")
    except SkypactError as error:
        right = nearest(name, known)
        if "no such file" in str(error):
            what = f"no arrangement or choice of {scenario.id}, no scenario"
            raise SkypactError(f"--versus {name}: {what} — {right}") from None
        raise
