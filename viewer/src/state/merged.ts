/** The events of the two worlds in one list: what happened in both stands once. */

import type { Events, World } from "../data/world";
import { passes, type Filter } from "./filter";
import type { ViewerFile } from "../data/format";
import { sentence } from "../words/sentence";

/** Rows in order of time: index of the event in world A and in world B, −1 where it did not happen there. */
export interface Merged {
  n: number;
  a: Int32Array;
  b: Int32Array;
  t_s: Float64Array;
}

/** Events are the same where everything about them is, moment and value to a tenth. */
export function merge(a: World | undefined, b: World | undefined): Merged {
  const [n, m] = [a?.events.n ?? 0, b?.events.n ?? 0];
  const twin = new Int32Array(n).fill(-1);
  const taken = new Uint8Array(m);
  if (a && b) {
    const next = new Int32Array(m).fill(-1);
    const waiting = new Map<number, number>(); // the first event of B with a key; `next` chains the others
    for (let j = m - 1; j >= 0; j--) {
      const id = key(b.events, j);
      next[j] = waiting.get(id) ?? -1;
      waiting.set(id, j);
    }
    for (let i = 0; i < n; i++) {
      let j = waiting.get(key(a.events, i)) ?? -1;
      while (j >= 0 && (taken[j] || !same(a.events, i, b.events, j))) j = next[j]!;
      if (j < 0) continue;
      twin[i] = j;
      taken[j] = 1;
    }
  }
  const lone = m - taken.reduce((sum, one) => sum + one, 0);
  const out: Merged = { n: n + lone, a: new Int32Array(n + lone), b: new Int32Array(n + lone), t_s: new Float64Array(n + lone) };
  let [i, j, k] = [0, 0, 0];
  while (k < out.n) {
    while (j < m && taken[j]) j++;
    const first = j >= m || (i < n && a!.events.t_s[i]! <= b!.events.t_s[j]!);
    out.a[k] = first ? i : -1;
    out.b[k] = first ? twin[i]! : j;
    out.t_s[k] = first ? a!.events.t_s[i++]! : b!.events.t_s[j++]!;
    k++;
  }
  return out;
}

/** Moment, kind and object in one whole number, which the language holds exactly. */
function key(e: Events, i: number): number {
  return (Math.round(e.t_s[i]! * 10) * 128 + e.kind[i]!) * 65536 + e.subject[i]! + 1;
}

function same(x: Events, i: number, y: Events, j: number): boolean {
  return x.kind[i] === y.kind[j] && x.nation[i] === y.nation[j] && x.subject[i] === y.subject[j]
    && x.actor[i] === y.actor[j] && x.other[i] === y.other[j] && x.cause[i] === y.cause[j]
    && x.detail[i] === y.detail[j] && Math.round(x.value[i]! * 10) === Math.round(y.value[j]! * 10);
}

/** The world and index of a row: of A where it is in A. */
export function event(merged: Merged, row: number, a: World | undefined, b: World | undefined): { events: Events; i: number } {
  const i = merged.a[row]!;
  return i >= 0 ? { events: a!.events, i } : { events: b!.events, i: merged.b[row]! };
}

/** Rows of the list that a filter lets pass. */
export function shown(
  merged: Merged, filter: Filter, file: ViewerFile, a: World | undefined, b: World | undefined,
): Int32Array {
  const out = new Int32Array(merged.n);
  let n = 0;
  for (let row = 0; row < merged.n; row++) {
    if (filter.differing && merged.a[row]! >= 0 && merged.b[row]! >= 0) continue;
    const { events, i } = event(merged, row, a, b);
    if (passes(filter, events, i, () => sentence(file, events, i))) out[n++] = row;
  }
  return out.slice(0, n);
}

/** The next or previous moment among rows; undefined where there is none. Moments closer than a tenth are one. */
export function step(merged: Merged, rows: Int32Array, t_s: number, way: -1 | 1): number | undefined {
  if (way > 0) {
    for (const row of rows) if (merged.t_s[row]! > t_s + 0.05) return merged.t_s[row];
    return undefined;
  }
  for (let k = rows.length - 1; k >= 0; k--) if (merged.t_s[rows[k]!]! < t_s - 0.05) return merged.t_s[rows[k]!];
  return undefined;
}
