"""Plan: what a batch of replicates shares. Geometry, parameters, time chunks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from skypact.arrays.looks import Looks, empty_looks, in_time
from skypact.arrays.state import Sizes, State, blank, first_sizes
from skypact.arrays.world import G_DURATION_S, G_GNN, World
from skypact.core.errors import SkypactError
from skypact.engine.masks import masked
from skypact.lower.roster import Roster
from skypact.lower.world import world as lower_world
from skypact.spec.scenario import Scenario

if TYPE_CHECKING:
    from skypact.engine.doctrine import Code

#: Looks kept in one chunk at most: 44 bytes each.
CHUNK_LOOKS = 4_000_000
#: Looks for which there is room at first; what has no room is listed twice.
FIRST_ROOM = 30_000


@dataclass
class Plan:
    """Shared by all replicates of one arrangement; `sizes` grow when a replicate needs more."""

    world: World
    roster: Roster
    duration_s: float
    chunks: list[tuple[float, float]]
    looks: list[list[Looks | None]]  # by air: usual, with a duct
    reach: np.ndarray  # u1 [2, n_nation, n_object] by air
    varies: bool
    max_lag_s: float
    sizes: Sizes
    code: Code
    room: int = FIRST_ROOM

    def static_looks(self, i_chunk: int, air: int = 0) -> tuple[Looks, np.ndarray]:
        """Return the looks of a chunk at objects that do not vary in one of the airs, and the reach so far.

        They are kept where the whole run is one chunk.
        """
        kept = self.looks[air][i_chunk]
        if kept is None:
            state = blank(self.world, Sizes(1, 1, 1, 1, 1))
            state.air[0] = air
            kept = looks_in(self.world, state, False, *self.window(i_chunk))
            self.reach[air] |= state.reach
            if len(self.chunks) == 1:
                self.looks[air][i_chunk] = kept
        return kept, self.reach[air]

    def window(self, i_chunk: int) -> tuple[float, float]:
        """Return from when to when a chunk needs looks: it reads those that were still under way at its start."""
        t0, t1 = self.chunks[i_chunk]
        return max(0.0, t0 - self.max_lag_s - 1.0) if i_chunk else 0.0, t1


def plan(
    scenario: Scenario, association: str | None = None, functions: Mapping[str, Callable[..., Any]] | None = None
) -> Plan:
    """Lower a scenario and compute its geometry. functions: code of doctrines, by name of the doctrine."""
    from skypact.engine.doctrine import prepared

    world, roster = lower_world(scenario, association)
    world = masked(world, scenario)
    lacking = [n for n in roster.doctrines if n and scenario.doctrines[n].code and n not in (functions or {})]
    if lacking:
        name = lacking[0]
        raise SkypactError(
            f"doctrine {name} is code ({scenario.doctrines[name].code}), which runs only where it is allowed "
            "— give --allow-code, or pass the function as `functions`"
        )
    duration = float(world.settings[G_DURATION_S])
    n_pairs = int(sum(duration / max(p, 0.5) for p in world.sensor["period_s"])) * max(1, len(world.object))
    n_chunk = max(1, -(-n_pairs // CHUNK_LOOKS))
    edges = np.linspace(0.0, duration, n_chunk + 1)
    chunks = [(float(a), float(b)) for a, b in zip(edges[:-1], edges[1:], strict=True)]
    lag = float(world.reader["lag_s"].max(initial=0.0))
    made = Plan(
        world=world, roster=roster, duration_s=duration, chunks=chunks, looks=[[None] * n_chunk, [None] * n_chunk],
        reach=np.zeros((2, len(world.nation_who), len(world.object)), np.uint8),
        varies=bool(((world.object["spread_s"] > 0) | (world.object["p_there"] < 1)).any()), max_lag_s=lag,
        sizes=first_sizes(world, world.settings[G_GNN] > 0), code=prepared(world, roster.doctrines, functions or {}),
    )
    if n_chunk == 1:
        made.static_looks(0)
    return made


def looks_in(
    world: World, state: State, varying: bool, t0_s: float, t1_s: float, room: int = FIRST_ROOM
) -> Looks:
    """Return the sorted looks in a window; room: how many to expect."""
    from skypact.engine.steps import list_looks

    looks = empty_looks(room)
    n = list_looks(world, state, varying, t0_s, t1_s, looks)
    if n > len(looks.t_s):
        looks = empty_looks(n)
        list_looks(world, state, varying, t0_s, t1_s, looks)
    order = in_time(looks.t_s[:n], looks.sensor[:n], looks.object[:n])
    return Looks(*(np.ascontiguousarray(column[:n][order]) for column in looks))
