/** The map in words: what it shows at a moment, for those who do not see it. */

import { at, nowhere, type World } from "../data/world";
import type { Picture, Session } from "../state/session";
import { KIND, rowsOf } from "./happened";
import { posts } from "./picture";
import { clock, kmh, metres, nameOf, placeOf } from "./text";
import { speed } from "./now";

/** A row of the table that stands for the map. */
export interface Row {
  entity: number;
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

/** Objects over territories now, by the events: entity → nations whose territory it is over. */
export function inside(world: World, t_s: number): Map<number, Set<number>> {
  const out = new Map<number, Set<number>>();
  const e = world.events;
  const rows = rowsOf(e, KIND.entered, KIND.exited, KIND.fate);
  for (let i = 0; i < rows.row.length && rows.t_s[i]! <= t_s; i++) {
    const row = rows.row[i]!;
    const subject = e.subject[row]!;
    const set = out.get(subject) ?? new Set<number>();
    if (e.kind[row] === KIND.entered) set.add(e.nation[row]!);
    else if (e.kind[row] === KIND.exited) set.delete(e.nation[row]!);
    else set.clear();
    out.set(subject, set);
  }
  return out;
}

/** Rows of what the map shows: objects in the truth, tracks in a picture. */
export function rows(session: Session, world: World | undefined, t_s: number): Row[] {
  if (!world) return [];
  return session.picture.value.of === "truth" ? objectRows(session, world, t_s) : trackRows(session, world, t_s);
}

function objectRows({ file }: Session, world: World, t_s: number): Row[] {
  const over = inside(world, t_s);
  const out: Row[] = [];
  for (let k = 0; k < world.truth.n; k++) {
    if (!at(world.truth, k, t_s, spot)) continue;
    const entity = world.truth.subject[k]!;
    const one = file.entities[entity];
    const nations = [...(over.get(entity) ?? [])].map((nation) => nameOf(file.entities[nation]));
    out.push({
      entity, name: nameOf(one), place: placeOf([spot.lon, spot.lat]), height: metres(spot.alt_m),
      speed: pace(speed(world.truth, k, spot.point)),
      what: one?.civil ? "civil" : one?.kind === "intruder" ? "intruder" : (one?.kind ?? ""),
      where: nations.length ? `over ${nations.join(", ")}` : "over no territory of the scenario",
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
    const number = k.class[spot.point]!;
    const known = number > 0 ? (file.codes.classes[number - 1] ?? "") : "not yet classed";
    out.push({
      entity: k.subject[i]!, name: `Track ${k.track[i]}`, place: placeOf([spot.lon, spot.lat]), height: metres(spot.alt_m),
      speed: pace(speed(k, i, spot.point)), what: `${known}, ${k.confirmed[spot.point] ? "confirmed" : "tentative"}`,
      where: `held by ${nameOf(file.entities[k.post[i]!])}`,
    });
  }
  return out;
}

function pace(mps: number): string {
  return Number.isFinite(mps) ? kmh(mps) : "";
}

/** What the map shows now, in sentences; at most `most` things are named. */
export function describe(session: Session, world: World | undefined, t_s: number, most = 12): string[] {
  const when = `${clock(session.file.scenario.start, t_s)} UTC, ${pictureWords(session)}`;
  if (!world) return [`${when}: this run is not at hand.`];
  const truth = session.picture.value.of === "truth";
  const all = rows(session, world, t_s);
  const noun = truth ? (all.length === 1 ? "object" : "objects") : all.length === 1 ? "track" : "tracks";
  const out = [`${when}: ${all.length || "no"} ${noun}.`];
  const rank = (row: Row) => (row.where.startsWith("over no") ? 2 : row.what === "intruder" || row.what.startsWith("hostile") ? 0 : 1);
  const order = [...all].sort((x, y) => rank(x) - rank(y));
  for (const row of order.slice(0, most)) {
    out.push(`${row.name}: ${[row.what, row.place, `${row.height} high`, row.speed, row.where].filter(Boolean).join(", ")}.`);
  }
  if (all.length > most) out.push(`And ${all.length - most} more.`);
  return out;
}
