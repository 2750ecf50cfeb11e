"""Flow: what reaches which picture and by which way: plots of sensors, tracks of other pictures."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from skypact.arrays.world import FEED, READER, TRACK_LINK
from skypact.core.ids import part
from skypact.lower.roster import Roster, sensor_specs
from skypact.spec.scenario import Scenario


def quickest(rows: np.ndarray, n: int, carried: str, extra: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return (cost [n, n], predecessor [n, n], link of each pair [n, n]) over the links that carry something."""
    from scipy.sparse import csr_matrix
    from scipy.sparse.csgraph import dijkstra

    cost = np.full((n, n), np.inf)
    chosen = np.full((n, n), -1, np.int64)
    for i, row in enumerate(rows):
        # a hop costs its latency and the handling where it ends; a microsecond keeps hops without delay in the graph
        c = row["latency_s"] + extra[row["b"]] + 1e-6
        if row[carried] and c < cost[row["a"], row["b"]]:
            cost[row["a"], row["b"]], chosen[row["a"], row["b"]] = c, i
    sparse = csr_matrix(np.where(np.isinf(cost), 0.0, cost))
    distance, predecessor = dijkstra(sparse, return_predecessors=True)
    return distance, predecessor, chosen


def feeds(
    scenario: Scenario, r: Roster, post: np.ndarray, link: np.ndarray, picture: np.ndarray, latency_s: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Return (FEED [n_picture, n_sensor], i4 route links): the quickest way of each sensor's plots to each picture."""
    specs = sensor_specs(scenario)
    distance, predecessor, chosen = quickest(link, len(post), "plots", np.zeros(len(post)))
    rows = np.zeros((len(picture), len(r.sensors)), FEED)
    hops: list[int] = []
    for j, name in enumerate(r.sensors):
        kind, spec = specs[name]
        home = getattr(spec, "commander" if kind == "battery" else "reports_to")
        if getattr(spec, "kind", "") in ("observer", "launch-warning") or home is None:
            continue
        a = r.posts.index(home)
        for i in range(len(picture)):
            b = int(picture[i]["post"])
            if post[b]["unit"] >= 0:  # a crew sees with its own radar
                rows[i, j]["on"] = kind == "battery" and name == part(r.batteries[post[b]["unit"]], "radar")
                continue
            if not np.isfinite(distance[a, b]):
                continue
            way: list[int] = []
            hop = b
            while hop != a:
                way.insert(0, int(chosen[predecessor[a, hop], hop]))
                hop = int(predecessor[a, hop])
            row = rows[i, j]
            row["on"], row["first"], row["hops"] = 1, len(hops), len(way)
            row["latency_s"] = latency_s[j] + sum(link[k]["latency_s"] for k in way)
            hops += way
    for i in range(len(picture)):
        on = rows[i]["on"] > 0
        picture[i]["lag_s"] = rows[i]["latency_s"][on].max() if on.any() else 0.0
    return rows, np.array(hops, np.int64)


def readers(feed: np.ndarray, picture: np.ndarray, late: str) -> np.ndarray:
    """Return READER [n_reader] and note them in `feed`: one a picture that waits, else one for each latency."""
    found: list[tuple[int, float]] = []
    for i in range(len(picture)):
        on = np.flatnonzero(feed[i]["on"])
        latency = feed[i]["latency_s"][on]
        lags = [float(picture[i]["lag_s"])] if late == "wait" or len(on) == 0 else sorted({float(x) for x in latency})
        for j, own in zip(on, latency, strict=True):
            feed[i, j]["reader"] = len(found) + (0 if late == "wait" else lags.index(float(own)))
        found += [(i, lag) for lag in lags]
    return np.array(found, READER)


def track_links(
    link: np.ndarray, post: np.ndarray, feed: np.ndarray, picture: np.ndarray, late: str
) -> np.ndarray:
    """Return TRACK_LINK [n_track_link]: the links that carry tracks between two pictures.

    Tracklets add up where what came to both ends is known to be different, and the filter is one Gaussian.
    """
    pic = post["picture"]
    chosen = [i for i, row in enumerate(link) if row["tracks"] and pic[row["a"]] >= 0 and pic[row["b"]] >= 0]
    ends = {(int(pic[link[i]["a"]]), int(pic[link[i]["b"]])): k for k, i in enumerate(chosen)}
    group = _clean(sorted({tuple(sorted(e)) for e in ends}), feed["on"])
    rows = np.zeros(len(chosen), TRACK_LINK)
    for row, i in zip(rows, chosen, strict=True):
        one = link[i]
        row["link"], row["a"], row["b"] = i, pic[one["a"]], pic[one["b"]]
        row["adds"] = one["tracks"] == 2 and group[int(row["a"])] and not picture["imm"].any()
        row["back"] = ends.get((int(row["b"]), int(row["a"])), -1)
        waits = picture[row["b"]]["lag_s"] if late == "wait" else 0.0
        row["rate_s"], row["latency_s"] = one["rate_s"], max(one["latency_s"], waits)
        row["depth"] = int(np.ceil(row["latency_s"] / row["rate_s"])) + 2
    for row in rows:
        if row["back"] >= 0 and not rows[row["back"]]["adds"]:
            row["adds"] = 0
    return rows


def _clean(edges: Sequence[tuple[int, ...]], feeds_of: np.ndarray) -> dict[int, bool]:
    """Return for each picture whether what reaches it came one way only: no cycle, and no sensor feeds two of a group.

    Pictures joined by links with tracks are a group; its pedigree is known where the links make a tree.
    """
    root: dict[int, int] = {i: i for e in edges for i in e}

    def find(i: int) -> int:
        while root[i] != i:
            i = root[i]
        return i

    bad: set[int] = set()
    for a, b in edges:
        ra, rb = find(a), find(b)
        if ra == rb:
            bad.add(ra)
        else:
            root[rb] = ra
            bad |= {ra} if rb in bad else set()
    members: dict[int, list[int]] = {}
    for i in sorted(root):
        members.setdefault(find(i), []).append(i)
    twice = {r for r, who in members.items() if (feeds_of[who] > 0).sum(axis=0).max(initial=0) > 1}
    return {i: find(i) not in bad | twice for i in root}
