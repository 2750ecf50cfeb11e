/** Numbers, intervals and sentences as the reports of skypact write them (study/answer.py). */

import type { Estimate, ExplorerFile, Factor, Measure } from "./format";
import { valueAt, type Choice, type Grid, type Reading } from "./grid";

/** A count or a share as people read it. */
export function number(value: number | null, unit: string): string {
  if (value === null) return "unknown";
  if (unit === "share") return `${(100 * value).toFixed(1)} %`;
  return minus(Math.abs(value) < 100 ? value.toFixed(2) : value.toFixed(0));
}

/** The interval of a mean in words. */
export function within(row: Estimate, measure: Measure): string {
  const cases = measure.id.startsWith("kept_") ? " with a decision" : "";
  if (row.value === null) return "in no run";
  if (row.kind === "constant") return "in every run";
  if (row.low === null || row.high === null) return `one run${cases}, no interval`;
  if (row.kind === "exact one-sided") {
    if (measure.unit === "rate") return `none in ${row.n} runs, at most ${number(row.high, measure.unit)}`;
    const bound = row.value === 0 ? `at most ${number(row.high, "share")}` : `at least ${number(row.low, "share")}`;
    return `${Math.round(row.value * row.n)} of ${row.n} runs${cases}, ${bound}`;
  }
  return `95 %: ${number(row.low, measure.unit)} to ${number(row.high, measure.unit)}`;
}

/** Whether a paired difference can be told from zero. */
export function toldApart(row: Estimate): boolean {
  return row.low !== null && row.high !== null && (row.low > 1e-9 || row.high < -1e-9);
}

/** A paired difference in words. */
export function change(row: Reading, measure: Measure): string {
  if (row.differs === 0) return row.computed ? "no difference in any run" : "no difference at the computed values beside it";
  if (row.value === null) return "unknown";
  const share = measure.unit === "share";
  const [scale, unit] = share ? [100, " percentage points"] : [1, ""];
  const value = scale * row.value;
  if (row.low === null || row.high === null) return `a difference of ${signed(value)}${unit} in one run, which shows nothing`;
  const ends = [scale * row.low, scale * row.high] as const;
  if (!row.computed) {
    return `a difference of ${signed(value)}${unit} (${signed(ends[0])} to ${signed(ends[1])}), read off between computed values`;
  }
  if (!toldApart(row)) {
    return `a difference of ${signed(value)}${unit} (${signed(ends[0])} to ${signed(ends[1])}) that cannot be told from zero`;
  }
  const word = value < 0 ? (share ? "less" : "fewer") : "more";
  const [low, high] = ends.map(Math.abs).sort((a, b) => a - b) as [number, number];
  const gain = measure.better === "lower" ? value < 0 : value > 0;
  const verdict = measure.better && !measure.id.startsWith("kept_") ? `, ${gain ? "better" : "worse"} for the defence` : "";
  return `${Math.abs(value).toFixed(2)}${unit} ${word} (${low.toFixed(2)} to ${high.toFixed(2)})${verdict}`;
}

/** A difference in few characters for a table: value, interval, a star where it was computed and can be told from zero. */
export function briefChange(row: Reading | null, measure: Measure): string {
  if (!row || row.value === null) return "—";
  if (row.differs === 0) return "the same";
  const scale = measure.unit === "share" ? 100 : 1;
  const unit = measure.unit === "share" ? " pp" : "";
  if (row.low === null || row.high === null) return `${signed(scale * row.value)}${unit}`;
  return `${signed(scale * row.value)}${unit} [${signed(scale * row.low)} to ${signed(scale * row.high)}]${row.computed && toldApart(row) ? "*" : ""}`;
}

/** A mean in few characters for a table. */
export function briefMean(row: Estimate | null, measure: Measure): string {
  if (!row || row.value === null) return measure.id.startsWith("kept_") ? "nobody decided" : "—";
  if (row.low === null || row.high === null || row.kind === "constant") return number(row.value, measure.unit);
  return `${number(row.value, measure.unit)} [${number(row.low, measure.unit).replace(" %", "")}–${number(row.high, measure.unit).replace(" %", "")}]`;
}

/** The name of a factor as people say it; a path stays as it is. */
export function called(factor: Factor): string {
  return /[.*]/.test(factor.id) ? factor.id : factor.id.replaceAll("_", " ");
}

/** The value of a factor at a place of its slider, with its unit. */
export function shown(factor: Factor, at: number): string {
  if (Number.isInteger(at)) return factor.texts[at] ?? "";
  const value = valueAt(factor, at);
  return `${Number(value.toPrecision(3))}${factor.unit && ` ${factor.unit}`}`;
}

/** What is chosen beside the arrangement: "consent delay 5 min, without a50, forces of 2012-07-01". */
export function setting(file: ExplorerFile, choice: Choice): string {
  const values = file.factors.map((factor, k) => `${called(factor)} ${shown(factor, choice.at[k] ?? 0)}`);
  const gone = file.things.filter((_, k) => choice.without & (1 << k)).map((one) => `without ${one.id}`);
  const day = file.dates[choice.date];
  return [...values, ...gone, ...(day ? [`forces of ${day}`] : [])].join(", ");
}

/** The sentences of a choice: the leading measure, against the first arrangement, against what is taken away, the rest. */
export function sentences(grid: Grid, choice: Choice): string[] {
  const { file } = grid;
  const name = file.arrangements[choice.arrangement]!.id;
  const where = setting(file, choice);
  const said: string[] = [];
  const lead = grid.measure(file.lead);
  const found = grid.read(choice, lead);
  const measure = file.measures[lead];
  if (!measure || !found) return [`Under “${name}”${where && `, ${where}`} these runs tell nothing of the question's measure.`];
  said.push(`Under “${name}”${where && `, ${where}`}: ${mean(measure, found)}.`);
  const first = grid.read(choice, lead, "first");
  if (first) said.push(`Against “${file.arrangements[0]!.id}” with all else alike: ${change(first, measure)}.`);
  const whole = grid.read(choice, lead, "whole");
  const gone = file.things.filter((_, k) => choice.without & (1 << k)).map((one) => one.id).join(" and ");
  if (whole) said.push(`Against the same with ${gone}: ${change(whole, measure)}.`);
  for (const id of new Set([file.wrongful, file.control, ...grid.controls()])) {
    const i = grid.measure(id);
    const other = file.measures[i];
    const row = other && id !== file.lead ? grid.read(choice, i) : null;
    if (other && row) said.push(`${capital(mean(other, row))}.`);
    else if (other && id.startsWith("kept_")) said.push(`${capital(other.title.split(":")[0]!)}: nobody decided over it in any run.`);
  }
  if (!found.computed) {
    said.push("This point lies between computed values: numbers and bands are read off straight lines, no run stands behind them.");
  }
  return said;
}

/** A mean in words, its title before it: "attackers that got through: 12.40 of 19 in a mean run (95 %: …)". */
export function mean(measure: Measure, row: Reading): string {
  const most = measure.unit === "count" && measure.most > 1 ? ` of ${measure.most}` : "";
  const each = measure.unit === "count" ? " in a mean run" : "";
  const span = row.computed ? within(row, measure) : `between computed values; ${within(row, measure)}`;
  return `${measure.title}: ${number(row.value, measure.unit)}${most}${each} (${span})`;
}

/** A text in which no number is parted from its sign at the end of a line. */
export function whole(text: string): string {
  return text.replaceAll(" %", "\u00a0%");
}

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function signed(value: number): string {
  return minus(`${value > 0 ? "+" : ""}${(value + 0).toFixed(2)}`);
}

function minus(text: string): string {
  return text.replace("-", "−");
}
