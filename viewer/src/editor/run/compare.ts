/** Two results beside each other: what an edit of the scenario changed in what was measured. */

import type { Result, ResultRow } from "../api";

export interface Compared {
  title: string;
  unit: string;
  arrangement: string;
  before: ResultRow;
  after: ResultRow;
  /** After minus before, of the means. */
  difference: number;
  verdict: "better" | "worse" | "";
}

/** Measures of both results under the arrangements that both have; the leading measure comes first. */
export function compared(before: Result, after: Result): Compared[] {
  const old = new Map(before.table.map((row) => [`${row.measure}/${row.arrangement}`, row]));
  const rows = after.table.flatMap((row): Compared[] => {
    const was = old.get(`${row.measure}/${row.arrangement}`);
    if (!was || row.mean === null || was.mean === null) return [];
    const difference = row.mean - was.mean;
    const good = row.better === "lower" ? -difference : row.better === "higher" ? difference : 0;
    return [{
      title: row.title, unit: row.unit, arrangement: row.arrangement, before: was, after: row, difference,
      verdict: good > 0 ? "better" : good < 0 ? "worse" : "",
    }];
  });
  const leads = (one: Compared) => (one.after.measure === after.measure ? 0 : 1);
  return rows.sort((a, b) => leads(a) - leads(b));
}

/** Whether chance is the same in both: the same runs of the same seed meet the same luck. */
export function sameLuck(before: Result, after: Result): boolean {
  return before.seed === after.seed && before.runs === after.runs;
}

/** The mean with its unit. */
export function point(row: ResultRow): string {
  return row.mean === null ? "not known" : `${number(row.mean, row.unit)}${row.unit === "share" ? " %" : unit(row.unit)}`;
}

/** The 95 % interval over chance, "" where the value was the same in every run. */
export function interval(row: ResultRow): string {
  if (row.mean === null || row.low === null || row.high === null || row.low === row.high) return "";
  return `[${number(row.low, row.unit)} to ${number(row.high, row.unit)}]`;
}

export function signed(value: number, of: string): string {
  const sign = value < 0 ? "−" : "+";
  return `${sign}${number(Math.abs(value), of)}${of === "share" ? " pp" : unit(of)}`;
}

function number(value: number, of: string): string {
  const text = of === "share" ? (100 * value).toFixed(1) : Math.abs(value) >= 100 ? value.toFixed(0) : value.toFixed(2);
  return text.replace("-", "−");
}

function unit(of: string): string {
  return of === "" || of === "count" ? "" : ` ${of}`;
}
