/** The ledgers of two worlds side by side. */

import type { LedgerRow, ViewerFile } from "../data/format";
import type { World } from "../data/world";
import { name } from "../words/sentence";

export const STEPS = ["detectable", "detected", "tracked", "told", "identified", "decided", "engaged"] as const;
/** Verb of each step. */
export const STEP_VERBS = [0, 0, 1, 2, 3, 4, 5] as const;

export interface Pair {
  subject: number;
  nation: string;
  a: LedgerRow | undefined;
  b: LedgerRow | undefined;
  /** By step: whether only one world has it. */
  differs: boolean[];
  /** By step: how much later it comes in B [s]; 0 where that is a second or less, or one of them is missing. */
  later_s: number[];
  fateDiffers: boolean;
}

/** Pair the rows of two worlds by intruder and nation, in the order of A, then what only B has. */
export function pairs(a: World | undefined, b: World | undefined): Pair[] {
  const key = (row: LedgerRow) => `${row.subject}/${row.nation}`;
  const others = new Map((b?.replay.ledger ?? []).map((row) => [key(row), row]));
  const out = (a?.replay.ledger ?? []).map((row) => {
    const mate = others.get(key(row));
    others.delete(key(row));
    return pair(row, mate, Boolean(a && b));
  });
  for (const row of others.values()) out.push(pair(undefined, row, Boolean(a && b)));
  return out;
}

function pair(a: LedgerRow | undefined, b: LedgerRow | undefined, both: boolean): Pair {
  const one = (a ?? b)!;
  return {
    subject: one.subject,
    nation: one.nation,
    a,
    b,
    differs: STEPS.map((_, k) => both && (a?.steps[k] ?? null) === null !== ((b?.steps[k] ?? null) === null)),
    later_s: STEPS.map((_, k) => later(a?.steps[k] ?? null, b?.steps[k] ?? null)),
    fateDiffers: both && a?.fate !== b?.fate,
  };
}

/** How much later b is than a [s]; a second or less is nothing, and so is what never came. */
export function later(a: number | null, b: number | null): number {
  return a === null || b === null || Math.abs(b - a) <= 1 ? 0 : b - a;
}

/** Whether the worlds differ in what came, not only in when. */
export function differing(one: Pair): boolean {
  return one.fateDiffers || one.differs.some(Boolean);
}

const NEVER: Readonly<Record<string, string>> = {
  detect: "never seen", track: "never tracked", fuse: "never told", identify: "never identified", decide: "never decided",
  engage: "never engaged", assess: "not stopped",
};

/** Why the chain ended, in words: "never decided: waiting for consent". */
export function ended(row: LedgerRow): string {
  if (!row.stopped) return row.fate ? `${row.fate}` : "";
  return `${NEVER[row.stopped] ?? row.stopped}${row.cause ? `: ${row.cause}` : ""}`;
}

/** Rows whose names hold all words, of a nation, only those that differ. */
export function chosen(file: ViewerFile, all: readonly Pair[], text: string, nation: string, only: boolean): Pair[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return all.filter((one) => {
    if (only && !differing(one)) return false;
    if (nation && one.nation !== nation) return false;
    const said = `${name(file, one.subject)} ${one.a?.fate ?? ""} ${one.b?.fate ?? ""}`.toLowerCase();
    return words.every((word) => said.includes(word));
  });
}
