/** The log and the ledger as CSV (RFC 4180): times in UTC and in seconds after the start. */

import type { LedgerRow } from "../data/format";
import type { App } from "../state/app";
import { event } from "../state/merged";
import { pairs, STEPS } from "../state/ledger";
import { verbOf } from "../state/filter";
import { utc } from "../words/clock";
import { name } from "../words/sentence";

export type Cell = string | number | null;

/** A field that a spreadsheet would take for a formula is kept as text by a leading apostrophe. */
export function csv(rows: readonly (readonly Cell[])[]): string {
  const field = (cell: Cell) => {
    const raw = cell === null ? "" : String(cell);
    const text = typeof cell === "string" && /^[=+\-@\t\r]/.test(raw) ? `'${raw}` : raw;
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return rows.map((row) => `${row.map(field).join(",")}\r\n`).join("");
}

/** The rows of the log that the filter lets pass. */
export function logCsv(app: App): string {
  const { session } = app;
  const { file } = session;
  const merged = app.merged.value;
  const [a, b] = [session.worldA.value, session.worldB.value];
  const head = ["run", "arrangements", "utc", "t_s", "verb", "event", "nation", "subject", "actor", "other", "cause", "value", "sentence"];
  const body = Array.from(app.rows.value, (row): Cell[] => {
    const { events, i } = event(merged, row, a, b);
    const kind = events.kind[i]!;
    const worlds = [merged.a[row]! >= 0 ? session.a.value : "", merged.b[row]! >= 0 ? session.b.value : ""];
    return [
      session.run.value, worlds.filter(Boolean).join(" "), utc(file.scenario.start, merged.t_s[row]!), round(merged.t_s[row]!),
      file.codes.verbs[verbOf(kind)] ?? "truth", file.codes.events[String(kind)] ?? String(kind), name(file, events.nation[i]!),
      name(file, events.subject[i]!), name(file, events.actor[i]!), name(file, events.other[i]!),
      file.codes.causes[events.cause[i]!] ?? "", round(events.value[i]!), app.say(row),
    ];
  });
  return csv([head, ...body]);
}

/** The ledgers of both worlds. */
export function ledgerCsv(app: App): string {
  const { session } = app;
  const { file } = session;
  const head = ["run", "arrangement", "object", "nation", ...STEPS.map((step) => `${step}_s`), "class", "evidence", "fate", "fate_s", "stopped", "cause"];
  const rows: Cell[][] = [];
  for (const one of pairs(session.worldA.value, session.worldB.value)) {
    const add = (row: LedgerRow | undefined, arrangement: string) => {
      if (!row) return;
      rows.push([session.run.value, arrangement, name(file, row.subject), row.nation, ...row.steps.map((t) => t === null ? null : round(t)),
        row.class, row.evidence, row.fate, row.fate_s === null ? null : round(row.fate_s), row.stopped, row.cause]);
    };
    add(one.a, session.a.value);
    add(one.b, session.b.value);
  }
  return csv([head, ...rows]);
}

function round(x: number): number {
  return Math.round(x * 1000) / 1000;
}
