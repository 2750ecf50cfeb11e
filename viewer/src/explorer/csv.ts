/** All combinations as a table of text: what a spreadsheet takes. */

import type { Estimate, ExplorerFile } from "./format";

/** Return the table as CSV (RFC 4180), a line for each combination and measure; shares stand as 0 to 1. */
export function csv(file: ExplorerFile): string {
  const factors = file.factors.map((one) => (one.unit ? `${one.id} [${one.unit}]` : one.id));
  const less = (name: string) => [`less_${name}`, `less_${name}_low`, `less_${name}_high`];
  const heads = [
    "arrangement", ...factors, ...(file.things.length ? ["without"] : []), ...(file.dates.length ? ["date"] : []),
    "measure", "title", "unit", "mean", "low", "high", "n", "interval", ...less("base"), ...less("first_arrangement"),
    ...(file.things.length ? less("whole") : []),
  ];
  const lines = file.cells.flatMap((cell) => {
    const gone = file.things.filter((_, k) => cell.without & (1 << k)).map((one) => one.id).join(" ");
    const setting = [
      file.arrangements[cell.arrangement]!.id, ...file.factors.map((one, k) => one.values[cell.at[k]!]),
      ...(file.things.length ? [gone] : []), ...(file.dates.length ? [file.dates[cell.date]] : []),
    ];
    return file.measures.flatMap((measure, m) => {
      const row = cell.found[m];
      if (!row) return [];
      return [[
        ...setting, measure.id, measure.title, measure.unit, row.value, row.low, row.high, row.n, row.kind,
        ...ends(cell.base[m]), ...ends(cell.first[m]), ...(file.things.length ? ends(cell.whole[m]) : []),
      ]];
    });
  });
  return [heads, ...lines].map((line) => `${line.map(field).join(",")}\r\n`).join("");
}

function ends(row: Estimate | null | undefined): (number | null)[] {
  return row ? [row.value, row.low, row.high] : [null, null, null];
}

function field(value: string | number | null | undefined): string {
  const text = value === null || value === undefined ? "" : String(value);
  // a text that begins so is a formula to a spreadsheet
  const safe = typeof value === "string" && /^[=+\-@]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
