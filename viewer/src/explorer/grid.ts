/** The grid of computed cells: which cell a choice is, and what is read off between cells. */

import type { Cell, Estimate, ExplorerFile, Factor, Side } from "./format";

/** What is chosen. `at`: where each slider stands, in steps of its computed values; 1.5 is half-way from 1 to 2. */
export interface Choice {
  arrangement: number;
  at: number[];
  without: number;
  date: number;
}

/** A value that was computed, or one on the straight line between computed ones. */
export interface Reading extends Estimate {
  computed: boolean;
}

export class Grid {
  readonly file: ExplorerFile;
  private readonly rows: ReadonlyMap<string, Cell>;

  constructor(file: ExplorerFile) {
    this.file = file;
    this.rows = new Map(file.cells.map((cell) => [key(cell), cell]));
  }

  measure(id: string): number {
    return this.file.measures.findIndex((one) => one.id === id);
  }

  /** Ids of control kept, where it is not the same in all cells. */
  controls(): string[] {
    return this.file.measures.flatMap(({ id }, m) => {
      const of = new Set(this.file.cells.map((cell) => cell.found[m]?.value ?? null));
      return id.startsWith("kept_") && of.size > 1 ? [id] : [];
    });
  }

  /** The cell of a choice on computed values; undefined between them. */
  cell(choice: Choice): Cell | undefined {
    return this.rows.get(key(choice));
  }

  /** The computed cell nearest to a choice. */
  nearest(choice: Choice): Cell {
    const cell = this.cell({ ...choice, at: choice.at.map(Math.round) });
    if (!cell) throw new Error("the file lacks a combination");
    return cell;
  }

  /** Read a measure: of a cell as it is, else linear between the cells around it; null where one of them is silent. */
  read(choice: Choice, measure: number, side: Side = "found"): Reading | null {
    const around = corners(choice.at);
    const parts: { weight: number; of: Estimate }[] = [];
    for (const { at, weight } of around) {
      const of = this.cell({ ...choice, at })?.[side][measure];
      if (!of || of.value === null) return null;
      parts.push({ weight, of });
    }
    const first = parts[0];
    if (!first) return null;
    if (parts.length === 1) return { ...first.of, computed: true };
    const differs = parts.map(({ of }) => of.differs).filter((x) => x !== undefined);
    return {
      value: mean(parts, "value"), low: mean(parts, "low"), high: mean(parts, "high"),
      n: Math.min(...parts.map(({ of }) => of.n)), kind: "between", computed: false,
      ...(differs.length ? { differs: Math.max(...differs) } : {}),
    };
  }
}

/** The value of a factor at a place of its slider: straight between computed values, in the logarithm where they are. */
export function valueAt(factor: Factor, at: number): number {
  const low = Math.floor(at);
  const from = factor.values[low];
  const to = factor.values[Math.min(low + 1, factor.values.length - 1)];
  if (from === undefined || to === undefined) throw new Error(`${factor.id} has no value ${at}`);
  const part = at - low;
  return factor.is_log ? from * (to / from) ** part : from + (to - from) * part;
}

/** The place of a slider at a value; the ends for what is beyond. */
export function placeOf(factor: Factor, value: number): number {
  const { values } = factor;
  const last = values.length - 1;
  if (value <= values[0]!) return 0;
  if (value >= values[last]!) return last;
  const low = values.findIndex((x) => x > value) - 1;
  const [from, to] = [values[low]!, values[low + 1]!];
  const part = factor.is_log ? Math.log(value / from) / Math.log(to / from) : (value - from) / (to - from);
  return low + part;
}

/** Indices of the points that no other beats in both (the more the better), by rising first value. */
export function efficient(points: readonly (readonly [number, number] | null)[]): number[] {
  const there = points.flatMap((p, i) => (p ? [{ p, i }] : []));
  const kept = there.filter(({ p }) =>
    !there.some(({ p: q }) => q[0] >= p[0] && q[1] >= p[1] && (q[0] > p[0] || q[1] > p[1])));
  return kept.sort((a, b) => a.p[0] - b.p[0] || a.i - b.i).map(({ i }) => i);
}

/** The computed places around a place, with their weights: one for one on a computed value, up to four for two factors. */
function corners(at: readonly number[]): { at: number[]; weight: number }[] {
  let made: { at: number[]; weight: number }[] = [{ at: [], weight: 1 }];
  for (const place of at) {
    const low = Math.floor(place);
    const part = place - low;
    const ends = part === 0 ? [[low, 1] as const] : [[low, 1 - part] as const, [low + 1, part] as const];
    made = made.flatMap((one) => ends.map(([i, weight]) => ({ at: [...one.at, i], weight: one.weight * weight })));
  }
  return made;
}

function mean(parts: { weight: number; of: Estimate }[], column: "value" | "low" | "high"): number | null {
  let sum = 0;
  for (const { weight, of } of parts) {
    const x = of[column];
    if (x === null) return null;
    sum += weight * x;
  }
  return sum;
}

function key(of: { date: number; without: number; at: readonly number[]; arrangement: number }): string {
  return `${of.date}/${of.without}/${of.at.join(",")}/${of.arrangement}`;
}
