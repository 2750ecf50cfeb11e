/** Rows of the events by kind, so that a moment is found without reading all of them. */

import { before, type Events } from "../data/world";

/** Kinds of events that the map draws; the numbers of the log. */
export const KIND = {
  entered: 1, exited: 2, told: 30, requested: 50, asked: 51, given: 52, refused: 53, late: 54, ordered: 57,
  autonomous: 58, commanded: 59, fired: 61, airborne: 62, contact: 63, escort: 65, notEngaged: 66, hit: 70, missed: 71, fate: 73,
} as const;

export interface Rows {
  /** Rows of the events, in order of time, and their times. */
  row: Int32Array;
  t_s: Float64Array;
}

const kept = new WeakMap<Events, Map<string, Rows>>();

/** Rows of some kinds, found once for each world. */
export function rowsOf(events: Events, ...kinds: number[]): Rows {
  let by = kept.get(events);
  if (!by) kept.set(events, (by = new Map()));
  const key = kinds.join();
  let rows = by.get(key);
  if (!rows) {
    const found: number[] = [];
    for (let i = 0; i < events.n; i++) if (kinds.includes(events.kind[i]!)) found.push(i);
    rows = { row: Int32Array.from(found), t_s: Float64Array.from(found, (i) => events.t_s[i]!) };
    by.set(key, rows);
  }
  return rows;
}

/** Rows of those kinds in (t − span, t], the newest first, at most `most`. */
export function lately(events: Events, t: number, span: number, most: number, ...kinds: number[]): number[] {
  const rows = rowsOf(events, ...kinds);
  const out: number[] = [];
  for (let i = before(rows.t_s, t); i >= 0 && rows.t_s[i]! > t - span && out.length < most; i--) out.push(rows.row[i]!);
  return out;
}

/** Row of the first of some kinds after a moment about the same object by the same actor, −1 none. */
export function next(events: Events, from_s: number, subject: number, actor: number, ...kinds: number[]): number {
  const rows = rowsOf(events, ...kinds);
  for (let i = Math.max(0, before(rows.t_s, from_s - 1e-9) + 1); i < rows.row.length; i++) {
    const row = rows.row[i]!;
    if (events.subject[row] === subject && (actor < 0 || events.actor[row] === actor)) return row;
  }
  return -1;
}

export interface Engagement {
  from_s: number;
  /** Moment and kind of what ended it; Infinity and −1 where nothing did. */
  till_s: number;
  end: number;
  actor: number;
  subject: number;
}

const pairs = new WeakMap<Events, Map<string, Engagement[]>>();

/** From a kind to the first of the kinds that end it, with the same actor and object. */
export function engagements(events: Events, start: number, ...ends: number[]): Engagement[] {
  let by = pairs.get(events);
  if (!by) pairs.set(events, (by = new Map()));
  const key = `${start}:${ends.join()}`;
  let found = by.get(key);
  if (!found) {
    found = [...rowsOf(events, start).row].map((row) => {
      const subject = events.subject[row]!;
      const actor = events.actor[row]!;
      const from_s = events.t_s[row]!;
      const own = next(events, from_s, subject, actor, ...ends);
      const gone = next(events, from_s, subject, -1, KIND.fate);
      const end = own < 0 || (gone >= 0 && events.t_s[gone]! < events.t_s[own]!) ? gone : own;
      return { from_s, till_s: end < 0 ? Infinity : events.t_s[end]!, end: end < 0 ? -1 : events.kind[end]!, actor, subject };
    });
    by.set(key, found);
  }
  return found;
}
