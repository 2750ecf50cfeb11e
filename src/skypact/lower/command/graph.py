"""Command to rows: posts, links, routes of reports, pictures, rule rows, consents, situations."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from skypact.arrays.codes import A_ENGAGE, A_LOOK
from skypact.arrays.world import CONSENT, LINK, PICTURE, POST, RIGHT
from skypact.core.ids import who
from skypact.lower.command.flow import quickest
from skypact.lower.command.watch import Windows, link_windows, post_windows
from skypact.lower.intruder import mask
from skypact.lower.roster import Roster
from skypact.spec.command import CLASSES, SITUATIONS
from skypact.spec.scenario import Scenario

#: Bit of a mask that means "outside every zone" or "over nobody's territory".
ELSEWHERE = 62


def posts(scenario: Scenario, r: Roster, watch: Windows) -> np.ndarray:
    """Return POST [n_post]; pictures are numbered in the order of posts."""
    rows = np.zeros(len(r.posts), POST)
    pictures = 0
    for i, name in enumerate(r.posts):
        p, row = scenario.posts[name], rows[i]
        row["who"], row["entity"] = who(name), r.entity["post", name]
        row["nation"], row["crew"] = r.nations.index(p.nation), r.nations.index(p.crew or p.nation)
        row["picture"] = pictures if p.picture else -1
        pictures += p.picture
        row["plans"], row["phones"] = mask(r.nations, p.flight_plans), mask(r.nations, p.telephones)
        watch.put(row, post_windows(scenario, name))
        row["doctrine"], row["p_outage"] = r.doctrines.index(p.doctrine or ""), p.outage.value
        row["unit"] = r.batteries.index(r.crews[name]) if name in r.crews else -1
        if name in r.crews and scenario.autonomy is not None:
            row["after_s"] = scenario.autonomy.after.value
        row["handling_s"], row["load_s"], row["p_stop"] = p.handling.value, p.load.value, p.stops.value
        row["epoch_s"] = p.epoch.value
        row["phone_s"], row["p_phone"] = p.telephone_delay.value, p.telephone_answers.value
    return rows


def links(scenario: Scenario, r: Roster, watch: Windows) -> np.ndarray:
    """Return LINK [n_link], one row a direction, sorted by name."""
    found = []
    for spec in scenario.links:
        ends = [(spec.a, spec.b)] + ([(spec.b, spec.a)] if spec.both_ways else [])
        found += [(f"{a}>{b}", a, b, spec) for a, b in ends]
    found.sort(key=lambda f: (f[0], f[3].carries))
    rows = np.zeros(len(found), LINK)
    for row, (name, a, b, spec) in zip(rows, found, strict=True):
        row["who"] = who(name)
        row["a"], row["b"] = r.posts.index(a), r.posts.index(b)
        row["reports"], row["plots"] = "reports" in spec.carries, "plots" in spec.carries
        row["latency_s"], row["loss"], row["retry_s"] = spec.latency.value, spec.loss.value, spec.retry.value
        row["tracks"] = 2 if "tracklets" in spec.carries else "tracks" in spec.carries
        row["p_outage"], row["rate_s"] = spec.outage.value, spec.rate.value
        watch.put(row, link_windows(scenario, a, b, spec.hours))
    return rows



def next_links(rows: np.ndarray, post: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return (i4 [n_post, n_post] link to take towards each post, f8 [n_post, n_post] cost) for reports."""
    n = len(post)
    distance, predecessor, chosen = quickest(rows, n, "reports", post["handling_s"])
    first = np.full((n, n), -1, np.int64)
    for a in range(n):
        for b in range(n):
            if a == b or np.isinf(distance[a, b]):
                continue
            hop = b
            while predecessor[a, hop] != a:
                hop = predecessor[a, hop]
            first[a, b] = chosen[a, hop]
    return first, distance


def report_to(post: np.ndarray, distance: np.ndarray) -> None:
    """Set for each post the nearest post with a picture, to which its people's reports go."""
    for i in range(len(post)):
        holders = [k for k in range(len(post)) if post[k]["picture"] >= 0]
        reach = [(distance[i, k], k) for k in holders if np.isfinite(distance[i, k])]
        post[i]["report_to"] = min(reach)[1] if reach else -1


def pictures(scenario: Scenario, post: np.ndarray) -> np.ndarray:
    """Return PICTURE [n_picture]; the lag is set by `feeds`."""
    holders = [i for i in range(len(post)) if post[i]["picture"] >= 0]
    rows = np.zeros(len(holders), PICTURE)
    t, ident = scenario.tracking, scenario.identification
    for row, i in zip(rows, holders, strict=True):
        row["post"], row["nation"] = i, post[i]["nation"]
        row["confirm_hits"], row["confirm_looks"] = int(t.confirm_hits.value), int(t.confirm_looks.value)
        row["drop_s"], row["gate"] = t.drop_after.value, t.gate.value
        row["q"], row["sigma_v_mps"] = t.acceleration.value**2, t.speed_error.value
        row["settle_s"], row["phone_after_s"] = ident.settle.value, ident.telephone_after.value
        row["memory_s"] = max(ident.memory.value, 1.0)
        row["imm"] = t.filter == "imm"
        row["q_model"] = t.calm.value**2, t.manoeuvre.value**2
        row["stay_s"] = t.calm_lasts.value, t.manoeuvre_lasts.value
    return rows






def rights(scenario: Scenario, r: Roster) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return (RIGHT [n_right], u1 [n_right, n_battery + n_fighter], CONSENT [n_consent]) in the order of the rows."""
    rows = np.zeros(len(scenario.rights), RIGHT)
    units = [*r.batteries, *r.fighters]
    speaks = np.zeros((len(rows), len(units)), np.uint8)
    consents: list[tuple[int, float, float]] = []
    questions: dict[tuple[object, ...], int] = {}
    for i, spec in enumerate(scenario.rights):
        row = rows[i]
        row["situations"] = bits(SITUATIONS, spec.situation)
        row["classes"] = bits(CLASSES, spec.classes)
        row["zones"] = _area_bits(r.zones, spec.zones)
        row["territories"] = _area_bits(r.nations, spec.territory)
        row["action"] = A_LOOK if spec.action == "look" else A_ENGAGE
        row["forbids"], row["delay_s"] = spec.forbids, spec.delay.value
        row["decides"] = r.posts.index(spec.decides) if spec.decides else -1
        row["asks"] = row["decides"] if spec.decides in r.crews else -1
        asked = [(c.of, c.delay.value, c.refuses.value) for c in spec.consent]
        row["question"] = questions.setdefault((spec.action, spec.decides, spec.delay.value, *asked), i)
        row["consent_first"], row["consent_count"] = len(consents), len(spec.consent)
        consents += [(r.posts.index(c.of), c.delay.value, c.refuses.value) for c in spec.consent]
        for k, name in enumerate(units):
            battery = name in scenario.batteries
            kind_fits = spec.weapon == "any" or (spec.weapon == "batteries") == battery
            speaks[i, k] = kind_fits and (not spec.units or name in spec.units)
    table = np.zeros(len(consents), CONSENT)
    for row, (post, delay, refuse) in zip(table, consents, strict=True):
        row["post"], row["delay_s"], row["p_refuse"] = post, delay, refuse
    return rows, speaks, table


def bits(names: Sequence[str], chosen: Sequence[str]) -> int:
    """Return the mask of the chosen names; every bit a code can have where none is chosen."""
    if not chosen:
        return (1 << len(names)) - 1
    return sum(1 << list(names).index(c) for c in set(chosen))


def _area_bits(names: Sequence[str], chosen: Sequence[str]) -> int:
    """Return the mask of the chosen areas; of all and of elsewhere where none is chosen."""
    return bits(names, chosen) | (0 if chosen else 1 << ELSEWHERE)


def situations(scenario: Scenario) -> np.ndarray:
    """Return f8 [n_change, 2]: from [s], situation; sorted."""
    rows = sorted((c.begin.value, SITUATIONS.index(c.situation)) for c in scenario.situation)
    return np.array(rows, float).reshape(-1, 2)
