/** The picture of the timeline: ticks by verb in rows, those of A above and those of B below in each row. */

import type { World } from "../data/world";
import type { Merged } from "../state/merged";
import { verbOf } from "../state/filter";

export interface Row {
  verb: number;
  label: string;
}

export interface Drawing {
  context: CanvasRenderingContext2D;
  width: number;
  rowHeight: number;
  duration_s: number;
  a: World | undefined;
  b: World | undefined;
  merged: Merged;
  rows: Int32Array;
  verbs: readonly Row[];
  /** Colour of each row, and of the lines between. */
  colours: readonly string[];
  line: string;
  /** Row of `entities` whose ticks stand out, −1 none. */
  selected: number;
}

/** Draw all ticks; at most one for each pixel, row and world, however many events there are. */
export function drawTicks(d: Drawing): void {
  const { context: c, width, rowHeight } = d;
  c.clearRect(0, 0, width, rowHeight * d.verbs.length);
  const place = new Map(d.verbs.map((row, k) => [row.verb, k]));
  const columns = Math.ceil(width) + 1;
  const drawn = new Uint8Array(columns * d.verbs.length * 2);
  const both = Boolean(d.a && d.b);
  for (const row of d.rows) {
    mark(d, row, d.merged.a[row]!, d.a, 0);
    mark(d, row, d.merged.b[row]!, d.b, 1);
  }
  c.fillStyle = d.line;
  for (let k = 1; k < d.verbs.length; k++) c.fillRect(0, k * rowHeight - 0.5, width, 0.5);
  for (let k = 0; k < d.verbs.length; k++) {
    c.fillStyle = d.colours[k]!;
    for (let w = 0; w < 2; w++) {
      const top = k * rowHeight + 1.5 + (both && w ? (rowHeight - 1) / 2 : 0);
      const tall = both ? (rowHeight - 4) / 2 : rowHeight - 3;
      const from = (k * 2 + w) * columns;
      for (let x = 0; x < columns; x++) {
        const weight = drawn[from + x]!;
        if (weight) c.fillRect(x - (weight > 1 ? 1 : 0), top, weight > 1 ? 3.5 : 1.5, tall);
      }
    }
  }

  function mark(of: Drawing, row: number, i: number, world: World | undefined, w: number): void {
    if (i < 0 || !world) return;
    const k = place.get(verbOf(world.events.kind[i]!));
    if (k === undefined) return;
    const x = Math.floor((of.merged.t_s[row]! / of.duration_s) * of.width);
    const at = (k * 2 + w) * columns + Math.min(Math.max(x, 0), columns - 1);
    const weight = world.events.subject[i] === of.selected ? 2 : 1;
    if (weight > drawn[at]!) drawn[at] = weight;
  }
}

/** The row of the merged list nearest to a point of the timeline, within `reach` pixels; −1 none. */
export function nearest(d: Omit<Drawing, "context" | "colours" | "line">, x: number, y: number, reach = 6): number {
  const verb = d.verbs[Math.floor(y / d.rowHeight)]?.verb;
  let best = -1;
  let least = reach;
  for (const row of d.rows) {
    const away = Math.abs((d.merged.t_s[row]! / d.duration_s) * d.width - x);
    if (away > least) continue;
    const i = d.merged.a[row]!;
    const kind = i >= 0 ? d.a!.events.kind[i]! : d.b!.events.kind[d.merged.b[row]!]!;
    if (verbOf(kind) !== verb) continue;
    least = away;
    best = row;
  }
  return best;
}

/** Whole moments for the axis: seconds between marks, so that they stand at least `least` pixels apart. */
export function marks(duration_s: number, width: number, least = 90): number[] {
  const steps = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10800, 21600, 43200, 86400];
  const step = steps.find((one) => (one / duration_s) * width >= least) ?? duration_s;
  const out: number[] = [];
  for (let t = 0; t <= duration_s; t += step) out.push(t);
  return out;
}
