/** The map in words: what it shows at a moment, for those who do not see it. */

import type { Lonlat, ViewerFile } from "../data/format";
import { at, nowhere, type World } from "../data/world";
import type { Picture, Session } from "../state/session";
import { posts } from "./picture";
import { clock, kmh, metres, nameOf, placeOf } from "./text";
import { speed } from "./now";

/** A row of the table that stands for the map. */
export interface Row {
  /** Row of `entities`, −1 for a track. */
  entity: number;
  /** Series of a track, −1 for an object. */
  series: number;
  name: string;
  place: string;
  height: string;
  speed: string;
  /** Class, or what it really is. */
  what: string;
  /** Whose territory it is over, or who holds the track. */
  where: string;
}

const spot = nowhere();

export function pictureWords(session: Session, picture: Picture = session.picture.value): string {
  const { nations, entities } = session.file;
  if (picture.of === "truth") return "the truth";
  if (picture.of === "fused") return "the fused picture";
  if (picture.of === "post") return `the picture of ${nameOf(entities[picture.post])}`;
  return `the picture of ${nations.find((one) => one.id === picture.nation)?.title ?? picture.nation}`;
}

/** Nations over whose territory a place lies, by the rings of the file (even-odd, straight in degrees). */
export function over(file: ViewerFile, lon: number, lat: number): string[] {
  return file.territories
    .filter((one) => one.rings.reduce((odd, ring) => odd !== within(ring, lon, lat), false))
    .map((one) => file.nations.find((nation) => nation.id === one.nation)?.title ?? one.nation);
}

function within(ring: readonly Lonlat[], lon: number, lat: number): boolean {
  let odd = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [x0, y0] = ring[j]!;
    const [x1, y1] = ring[i]!;
    if (y0 > lat !== y1 > lat && lon < x0 + ((lat - y0) / (y1 - y0)) * (x1 - x0)) odd = !odd;
  }
  return odd;
}

/** Rows of what the map shows: objects in the truth, tracks in a picture. */
export function rows(session: Session, world: World | undefined, t_s: number): Row[] {
  if (!world) return [];
  return session.picture.value.of === "truth" ? objectRows(session, world, t_s) : trackRows(session, world, t_s);
}

function objectRows({ file }: Session, world: World, t_s: number): Row[] {
  const out: Row[] = [];
  for (let k = 0; k < world.truth.n; k++) {
    if (!at(world.truth, k, t_s, spot)) continue;
    const entity = world.truth.subject[k]!;
    const one = file.entities[entity];
    const nations = over(file, spot.lon, spot.lat);
    out.push({
      entity, series: -1, name: nameOf(one), place: placeOf([spot.lon, spot.lat]), height: metres(spot.alt_m),
      speed: pace(speed(world.truth, k, spot.point)),
      what: one?.civil ? "civil" : one?.kind === "intruder" ? "intruder" : (one?.kind ?? ""),
      where: nations.length ? `over ${nations.join(", ")}` : "outside the territories",
    });
  }
  return out;
}

function trackRows({ file, picture }: Session, world: World, t_s: number): Row[] {
  const of = posts(file, world, picture.value);
  const k = world.tracks;
  const out: Row[] = [];
  for (let i = 0; i < k.n; i++) {
    if (!of.has(k.post[i]!) || !at(k, i, t_s, spot, k.gap_s)) continue;
    const known = classWords(file, k.class[spot.point]!);
    out.push({
      entity: -1, series: i, name: `Track ${k.track[i]}`, place: placeOf([spot.lon, spot.lat]), height: metres(spot.alt_m),
      speed: pace(speed(k, i, spot.point)), what: `${known}, ${k.confirmed[spot.point] ? "confirmed" : "tentative"}`,
      where: `held by ${nameOf(file.entities[k.post[i]!])}`,
    });
  }
  return out;
}

/** What a track tells of itself at a moment: number and post, class, height, speed, error. */
export function trackFacts(file: ViewerFile, world: World, series: number, t_s: number): { title: string; facts: [string, string][] } {
  const k = world.tracks;
  const title = `Track ${k.track[series]} of ${nameOf(file.entities[k.post[series]!])}`;
  if (!at(k, series, t_s, spot, k.gap_s)) return { title, facts: [["at this moment", "not held"]] };
  const { point } = spot;
  const facts: [string, string][] = [
    ["class", classWords(file, k.class[point]!)], ["track", k.confirmed[point] ? "confirmed" : "tentative"],
    ["at", placeOf([spot.lon, spot.lat])], ["height", metres(spot.alt_m)], ["speed", pace(speed(k, series, point))],
    ["error", `${metres(k.major_m[point]!)} (2 sigma)`],
  ];
  return { title, facts: facts.filter(([, text]) => text) };
}

function classWords(file: ViewerFile, number: number): string {
  return number > 0 ? (file.codes.classes[number - 1] ?? "") : "not yet classed";
}

function pace(mps: number): string {
  return Number.isFinite(mps) ? kmh(mps) : "";
}

/** What the map shows now, in sentences; at most `most` things are named. */
export function describe(session: Session, world: World | undefined, t_s: number, most = 12): string[] {
  const when = `${clock(session.file.scenario.start, t_s)} UTC, ${pictureWords(session)}`;
  if (!world) return [`${when}: this run is not at hand.`];
  const picture = session.picture.value;
  if (picture.of === "fused" && posts(session.file, world, picture).size === 0) return [`${when}: nobody fuses the pictures under this arrangement.`];
  const truth = picture.of === "truth";
  const all = rows(session, world, t_s);
  const noun = truth ? (all.length === 1 ? "object" : "objects") : all.length === 1 ? "track" : "tracks";
  const out = [`${when}: ${all.length || "no"} ${noun}.`];
  const rank = (row: Row) => (row.where.startsWith("outside") ? 2 : row.what === "intruder" || row.what.startsWith("hostile") ? 0 : 1);
  const order = [...all].sort((x, y) => rank(x) - rank(y));
  for (const row of order.slice(0, most)) {
    out.push(`${row.name}: ${[row.what, row.place, `${row.height} high`, row.speed, row.where].filter(Boolean).join(", ")}.`);
  }
  if (all.length > most) out.push(`And ${all.length - most} more.`);
  return out;
}
