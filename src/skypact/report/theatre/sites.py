"""Sites: what stands where in a scenario, grouped as a map can show it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from skypact.report.markup import Markup, el, num
from skypact.spec.scenario import Scenario

KINDS = ("battery", "radar", "observer", "fighter", "post", "airborne")
KIND_TITLES = {
    "battery": "battery", "radar": "radar", "observer": "ground observer", "fighter": "fighter base",
    "post": "post", "airborne": "airborne radar (orbit)",
}


@dataclass(frozen=True)
class Site:
    """One unit at a place: its kind (KINDS), nation and reach [m] (0 where no ring is drawn)."""

    id: str
    kind: str
    nation: str
    lat: float
    lon: float
    reach_m: float = 0.0


@dataclass(frozen=True)
class Group:
    """Sites that share a spot of the picture (x, y) [px], and the glyphs that stand for them."""

    x: float
    y: float
    sites: tuple[Site, ...]

    @property
    def glyphs(self) -> tuple[tuple[str, str], ...]:
        """Return the distinct (kind, nation) of the group in the order of KINDS."""
        return tuple(sorted({(s.kind, s.nation) for s in self.sites}, key=lambda g: (KINDS.index(g[0]), g[1])))


def sites(scenario: Scenario) -> list[Site]:
    """Return every unit that has a place, in the order of KINDS and then of ids."""
    # an interceptor above the air has no ring: where it reaches depends on the arc
    found = [
        _site(i, "battery", b, b.at, 0.0 if b.interceptor else b.max_range.value) for i, b in scenario.batteries.items()
    ]
    found += [_site(i, s.kind, s, s.at) for i, s in scenario.sensors.items() if s.kind in KINDS]
    found += [_site(i, "fighter", f, f.base) for i, f in scenario.fighters.items()]
    found += [_site(i, "post", p, p.at) for i, p in scenario.posts.items()]
    found += [_site(i, "airborne", a, a.route[0].at) for i, a in scenario.airborne.items() if a.route]
    return sorted((s for s in found if s is not None), key=lambda s: (KINDS.index(s.kind), s.id))


def _site(name: str, kind: str, unit: object, at: object, reach_m: float = 0.0) -> Site | None:
    if not isinstance(at, (tuple, list)) or len(at) != 2:
        return None
    return Site(name, kind, str(getattr(unit, "nation", None) or ""), float(at[0]), float(at[1]), reach_m)


def groups(found: Sequence[Site], pixels: Sequence[tuple[float, float]], near_px: float = 14.0) -> list[Group]:
    """Return the sites joined where their symbols would cover each other: each group sits at its first site."""
    made: list[tuple[float, float, list[Site]]] = []
    for site, (x, y) in zip(found, pixels, strict=True):
        for gx, gy, members in made:
            if (gx - x) ** 2 + (gy - y) ** 2 < near_px**2:
                members.append(site)
                break
        else:
            made.append((x, y, [site]))
    return [Group(x, y, tuple(members)) for x, y, members in made]


def named(ids: Sequence[str]) -> list[str]:
    """Return ids with numbered copies folded: s300-01, s300-02 → "s300 × 2"."""
    count = Counter(re.sub(r"[-_.]\d+$", "", i) if re.search(r"[-_.]\d+$", i) else i for i in ids)
    whole = {re.sub(r"[-_.]\d+$", "", i): i for i in ids}
    return [f"{stem} × {n}" if n > 1 else whole.get(stem, stem) for stem, n in count.items()]


def label_lines(group: Group, home: str, most: int = 3) -> tuple[str, ...]:
    """Return the lines that name a group; a nation other than `home` stands in brackets."""
    lines: list[str] = []
    for kind, nation in group.glyphs:
        ids = [s.id for s in group.sites if (s.kind, s.nation) == (kind, nation)]
        suffix = f" ({nation})" if nation and nation != home else ""
        lines += [name + suffix for name in named(ids)]
    shown = lines if len(lines) <= most else [*lines[: most - 1], f"and {len(lines) - most + 1} more"]
    return tuple(line if len(line) <= 34 else line[:33] + "…" for line in shown)


def glyph(kind: str, x: float, y: float, filled: bool = True, r: float = 5.0) -> Markup:
    """Return the symbol of a kind at a spot [px]: solid for the first partner's, open for the others'."""
    style = f"site {'solid' if filled else 'open'}"
    if kind == "battery":
        return el("path", d=f"M{num(x)} {num(y - r)}l{num(r)} {num(1.8 * r)}h{num(-2 * r)}Z", class_=style)
    if kind == "radar":
        ring = el("circle", cx=x, cy=y, r=r, class_="site open")
        return Markup(ring + el("circle", cx=x, cy=y, r=0.45 * r, class_=style))
    if kind == "observer":
        d = f"M{num(x)} {num(y - r)}L{num(x + r)} {num(y)}L{num(x)} {num(y + r)}L{num(x - r)} {num(y)}Z"
        return el("path", d=d, class_=style)
    if kind == "fighter":
        d = (
            f"M{num(x)} {num(y - r)}L{num(x + r)} {num(y + r)}L{num(x)} {num(y + 0.45 * r)}"
            f"L{num(x - r)} {num(y + r)}Z"
        )
        line = el("path", d=f"M{num(x - r)} {num(y + 1.5 * r)}h{num(2 * r)}", class_="site open")
        return Markup(el("path", d=d, class_=style) + line)
    if kind == "post":
        return el("rect", x=x - 0.8 * r, y=y - 0.8 * r, width=1.6 * r, height=1.6 * r, class_=style)
    oval = el("ellipse", cx=x, cy=y, rx=1.3 * r, ry=0.6 * r, class_=style)
    return Markup(oval + el("path", d=f"M{num(x)} {num(y)}v{num(r)}", class_="site open"))
