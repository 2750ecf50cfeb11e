/** Things of the scenario that stand somewhere, and the links between them. */

import type { Lonlat } from "../../data/format";
import type { Catalogue, Checked } from "../api";
import type { Data, Path } from "../text/document";

export interface Spot {
  path: Path;
  /** Path of the place itself: where a drag writes. */
  place: Path;
  id: string;
  kind: "posts" | "sensors" | "batteries" | "fighters";
  nation: string;
  at: Lonlat;
  reach_m: number;
  movable: boolean;
}

export interface Line {
  from: Lonlat;
  to: Lonlat;
  /** A link between posts, or the way a unit hangs on its post. */
  kind: "link" | "reports" | "commands";
}

const PLACES: Record<Spot["kind"], string> = { posts: "at", sensors: "at", batteries: "at", fighters: "base" };

/** Sites of the text, which follow an edit at once; ranges and what a muster brings come from the last check. */
export function spotsOf(data: { [key: string]: Data }, checked: Checked | undefined, catalogue: Catalogue): Spot[] {
  const places = placesOf(data, catalogue);
  const reach = new Map(checked?.sites.map((site) => [`${site.kind}/${site.id}`, site.reach_m]));
  const spots: Spot[] = [];
  for (const [kind, key] of Object.entries(PLACES) as [Spot["kind"], string][]) {
    for (const [id, entry] of named(data[kind])) {
      const at = place(entry[key], places);
      if (!at) continue;
      const nation = typeof entry["nation"] === "string" ? entry["nation"] : "";
      spots.push({ path: [kind, id], place: [kind, id, key], id, kind, nation, at, reach_m: reach.get(`${kind}/${id}`) ?? 0, movable: true });
    }
  }
  const own = new Set(spots.map((spot) => `${spot.kind}/${spot.id}`));
  for (const site of checked?.sites ?? []) {
    if (site.movable || own.has(`${site.kind}/${site.id}`) || !(site.kind in PLACES)) continue;
    const kind = site.kind as Spot["kind"];
    spots.push({ path: ["musters"], place: [], id: site.id, kind, nation: site.nation, at: site.at, reach_m: site.reach_m, movable: false });
  }
  return spots;
}

/** Links of posts and units, as the forces have them or as an arrangement changes them. */
export function linesOf(data: { [key: string]: Data }, spots: readonly Spot[], arrangement: string): Line[] {
  const at = new Map(spots.map((spot) => [spot.id, spot.at]));
  const overlay = named(data["arrangements"]).find(([id]) => id === arrangement)?.[1] ?? {};
  const dropped = new Set(list(overlay["links_drop"]).map((pair) => list(pair).map(String).join(">")));
  const kept = list(data["links"]).filter((link) => {
    const { from, to, both_ways } = mapping(link);
    return !dropped.has(`${String(from)}>${String(to)}`) && (both_ways === false || !dropped.has(`${String(to)}>${String(from)}`));
  });
  const links = [...kept, ...list(overlay["links_add"])].flatMap((link) =>
    joined(at, mapping(link)["from"], mapping(link)["to"], "link"));
  const hung = (section: string, key: string, kind: Line["kind"]) => named(data[section]).flatMap(([id, entry]) =>
    joined(at, id, mapping(overlay[key])[id] ?? entry[key], kind));
  return [...links, ...hung("sensors", "reports_to", "reports"), ...hung("batteries", "commander", "commands"),
    ...hung("fighters", "commander", "commands")];
}

function joined(at: ReadonlyMap<string, Lonlat>, from: Data | undefined, to: Data | undefined, kind: Line["kind"]): Line[] {
  const [a, b] = [at.get(String(from)), at.get(String(to))];
  return a && b && (a[0] !== b[0] || a[1] !== b[1]) ? [{ from: a, to: b, kind }] : [];
}

/** Name → place [longitude, latitude], of the catalogue and of the scenario, whose own come first. */
export function placesOf(data: { [key: string]: Data }, catalogue: Catalogue): Map<string, Lonlat> {
  const places = new Map(catalogue.places.map(({ name, lat, lon }) => [name, [lon, lat] as Lonlat]));
  for (const [name, value] of Object.entries(mapping(data["places"]))) {
    const at = place(value, places);
    if (at) places.set(name, at);
  }
  return places;
}

export function place(value: Data | undefined, places: ReadonlyMap<string, Lonlat>): Lonlat | undefined {
  if (typeof value === "string") return places.get(value);
  if (!Array.isArray(value) || value.length !== 2) return undefined;
  const [lat, lon] = value;
  return typeof lat === "number" && typeof lon === "number" && Math.abs(lat) <= 90 && Math.abs(lon) <= 180 ? [lon, lat] : undefined;
}

/** The mark nearest to a point; of equals the one drawn last, which lies on top. */
export function nearest<T extends { x: number; y: number }>(marks: readonly T[], x: number, y: number): T | undefined {
  let best: T | undefined;
  let least = Infinity;
  for (const one of marks) {
    const far = Math.hypot(one.x - x, one.y - y);
    if (far > least) continue;
    least = far;
    best = one;
  }
  return best;
}

/** Sites are rounded as those of the catalogue are: 0.1 degrees. */
export function rounded(at: Lonlat): Lonlat {
  return [Math.round(at[0] * 10) / 10, Math.round(at[1] * 10) / 10];
}

/** A place as a scenario writes it: latitude first. */
export function written(at: Lonlat): [number, number] {
  return [at[1], at[0]];
}

function mapping(value: Data | undefined): { [key: string]: Data } {
  return value !== null && typeof value === "object" && !Array.isArray(value) ? value : {};
}

function named(value: Data | undefined): [string, { [key: string]: Data }][] {
  return Object.entries(mapping(value)).map(([key, one]) => [key, mapping(one)]);
}

function list(value: Data | undefined): Data[] {
  return Array.isArray(value) ? value : [];
}
