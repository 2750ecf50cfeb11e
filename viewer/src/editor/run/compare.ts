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
      verdict: !apart(was, row) ? "" : good > 0 ? "better" : good < 0 ? "worse" : "",
    }];
  });
  const leads = (one: Compared) => (one.after.measure === after.measure ? 0 : 1);
  return rows.sort((a, b) => leads(a) - leads(b));
}

/** What of two results is not set beside each other, and why, in words. */
export function leftOut(before: Result, after: Result): string[] {
  const names = (of: Result) => new Set(of.table.map((row) => row.arrangement));
  const [old, now] = [names(before), names(after)];
  const both = [...now].filter((id) => old.has(id));
  const said = [
    ...[...old].filter((id) => !now.has(id)).map((id) => `“${id}” (only before)`),
    ...[...now].filter((id) => !old.has(id)).map((id) => `“${id}” (only after)`),
  ];
  const rows = (of: Result) => new Map(of.table.filter((row) => both.includes(row.arrangement)).map((row) => [`${row.measure}/${row.arrangement}`, row]));
  const [was, is] = [rows(before), rows(after)];
  for (const [key, row] of new Map([...was, ...is])) {
    const [a, b] = [was.get(key)?.mean ?? null, is.get(key)?.mean ?? null];
    if (a === null || b === null) said.push(`${row.title}, ${row.arrangement} (not known ${a !== null ? "after" : b !== null ? "before" : "in either"})`);
  }
  return said;
}

/** Whether the intervals of two means do not overlap; a mean without one tells nothing. */
function apart(a: ResultRow, b: ResultRow): boolean {
  if (a.low === null || a.high === null || b.low === null || b.high === null) return false;
  return a.high < b.low || b.high < a.low;
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
