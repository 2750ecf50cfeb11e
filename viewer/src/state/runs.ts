/** Runs: how a measure fell out in each, which of them are at hand, and how to get another. */

import { open, type Numbers } from "../data/unpack";
import type { ViewerFile } from "../data/format";
import type { Session } from "./session";

/** Values of a measure in every run under an arrangement; empty where the file has none. */
export function values(session: Session, measure: number, arrangement: number): Numbers {
  const column = session.file.outcomes[measure]?.[arrangement];
  return column ? session.opened.column(column) : new Float64Array(0);
}

export interface Bins {
  /** Each bin stands for one whole number. */
  whole: boolean;
  bins: Bin[];
}

export interface Bin {
  low: number;
  high: number;
  count: number;
}

/** Counts in up to `most` equal bins over [low, high]; whole numbers over a short range get a bin each. */
export function bins(of: Numbers, low: number, high: number, most: number): Bins {
  const whole = Number.isInteger(low) && Number.isInteger(high) && high - low < most && of.every((x) => Number.isNaN(x) || Number.isInteger(x));
  const n = whole ? high - low + 1 : high > low ? most : 1;
  const [from, width] = whole ? [low - 0.5, 1] : [low, (high - low) / n || 1];
  const out = Array.from({ length: n }, (_, k) => ({ low: from + k * width, high: from + (k + 1) * width, count: 0 }));
  for (const x of of) {
    if (Number.isNaN(x)) continue;
    out[Math.min(n - 1, Math.max(0, Math.floor((x - from) / width)))]!.count++;
  }
  return { whole, bins: out };
}

/** The runs at hand, why they are in the file, and the fates of an object in them by arrangement. */
export function atHand(session: Session): { run: number; why: string[] }[] {
  const out = new Map<number, Set<string>>();
  for (const { replay } of session.replays.value.values()) {
    const why = out.get(replay.run) ?? new Set();
    for (const one of replay.why) why.add(one);
    out.set(replay.run, why);
  }
  return [...out].sort(([x], [y]) => x - y).map(([run, why]) => ({ run, why: [...why] }));
}

/** Runs at hand in which an object has a fate under an arrangement ("" under any). */
export function withFate(session: Session, subject: number, fate: string, arrangement = ""): number[] {
  const out = new Set<number>();
  for (const { replay } of session.replays.value.values()) {
    if (arrangement && replay.arrangement !== arrangement) continue;
    if (replay.ledger.some((row) => row.subject === subject && row.fate === fate)) out.add(replay.run);
  }
  return [...out].sort((x, y) => x - y);
}

/** Number of runs of the study. */
export function count(file: ViewerFile): number {
  return file.outcomes[0]?.[0]?.count ?? 0;
}

/** Show a run: at once where it is at hand, else from the server's address; an Error says why it cannot. `last`: whether it is still wanted. */
export async function show(session: Session, run: number, address: string | null, last = () => true): Promise<void> {
  if (!session.has(run)) {
    if (!address) {
      const list = session.runs().join(", ");
      throw new Error(`run ${run} is not in this file (it has ${list}); open the result with skypact view to see any run`);
    }
    const answer = await fetch(`${address}${address.includes("?") ? "&" : "?"}runs=${run}`);
    if (!answer.ok) throw new Error(`the server has no run ${run}: ${await said(answer)}`);
    const opened = await open(new Uint8Array(await answer.arrayBuffer()));
    session.add(opened, opened.file.replays, opened.file.partings);
  }
  if (last()) session.run.value = run;
}

/** The message of the server's answer, or its number. */
async function said(answer: Response): Promise<string> {
  const body = (await answer.json().catch(() => null)) as { error?: { message?: string } } | null;
  return body?.error?.message ?? String(answer.status);
}
