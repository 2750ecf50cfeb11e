/** What the page shows: the choice, the measures of the pictures, and all of it in the address. */

import { computed, signal, type ReadonlySignal, type Signal } from "@preact/signals";
import type { Cell } from "./format";
import { Grid, placeOf, valueAt, type Choice } from "./grid";

export class State {
  readonly grid: Grid;
  readonly choice: Signal<Choice>;
  /** Measure of the curves, and the one that the frontier sets against the leading measure. */
  readonly curve: Signal<string>;
  readonly against: Signal<string>;
  readonly address: ReadonlySignal<string>;

  constructor(grid: Grid, address = "") {
    const { file } = grid;
    this.grid = grid;
    this.choice = signal(chosen(file.cells[file.base]!));
    this.curve = signal(file.lead);
    this.against = signal(file.control || file.wrongful);
    this.go(address);
    this.address = computed(() => this.written());
  }

  choose(part: Partial<Choice>): void {
    this.choice.value = { ...this.choice.value, ...part };
  }

  /** Put one slider to a place. */
  slide(factor: number, at: number): void {
    const last = this.grid.file.factors[factor]!.values.length - 1;
    const places = [...this.choice.value.at];
    places[factor] = Math.min(Math.max(at, 0), last);
    this.choose({ at: places });
  }

  /** Take over what an address says; what it does not know it leaves. */
  go(address: string): void {
    const said = new URLSearchParams(address.replace(/^#/, ""));
    const { file } = this.grid;
    const arrangement = file.arrangements.findIndex((one) => one.id === said.get("arrangement"));
    const date = file.dates.indexOf(said.get("date") ?? "");
    const places = file.factors.map((factor, k) => {
      const value = Number.parseFloat(said.get(factor.id) ?? "");
      return within(value, factor.values[0]!, factor.values.at(-1)!) ? snapped(placeOf(factor, value)) : this.choice.value.at[k]!;
    });
    const gone = said.has("without")
      ? file.things.reduce((mask, one, k) => (said.getAll("without").includes(one.id) ? mask | (1 << k) : mask), 0)
      : this.choice.value.without;
    this.choose({ at: places, without: gone, ...(arrangement >= 0 && { arrangement }), ...(date >= 0 && { date }) });
    const curve = said.get("curve") ?? "";
    if (this.grid.measure(curve) >= 0) this.curve.value = curve;
    const against = said.get("against") ?? "";
    if (this.grid.measure(against) >= 0) this.against.value = against;
  }

  private written(): string {
    const { file } = this.grid;
    const { arrangement, at, without, date } = this.choice.value;
    const said = new URLSearchParams({ arrangement: file.arrangements[arrangement]!.id });
    file.factors.forEach((factor, k) => said.set(factor.id, `${rounded(valueAt(factor, at[k]!))}${factor.unit}`));
    const gone = file.things.filter((_, k) => without & (1 << k));
    if (file.things.length && !gone.length) said.set("without", "");
    gone.forEach((one) => said.append("without", one.id));
    const day = file.dates[date];
    if (day) said.set("date", day);
    said.set("curve", this.curve.value);
    said.set("against", this.against.value);
    return `#${said.toString()}`;
  }
}

/** A value as an address has it: few digits, so that a place comes back within a hair. */
function rounded(value: number): number {
  return Number(value.toPrecision(6));
}

/** Whether a value is between two ends, or as near to one as the digits of an address tell. */
function within(value: number, low: number, high: number): boolean {
  const hair = 1e-5;
  return value >= low - hair * Math.abs(low) && value <= high + hair * Math.abs(high);
}

function snapped(place: number): number {
  const near = Math.round(place);
  return Math.abs(place - near) < 0.001 ? near : place;
}

/** The choice that a cell stands for. */
export function chosen(cell: Cell): Choice {
  return { arrangement: cell.arrangement, at: [...cell.at], without: cell.without, date: cell.date };
}
