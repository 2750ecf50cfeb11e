/**
 * The file of the explorer: what `skypact explore` writes (report/explorer/data.py) and its page reads. It comes in the
 * container of the viewer (data/format.ts) as a header without columns: a grid is small.
 *
 * Values of factors stand in the unit that is named; measures of unit "share" are 0 to 1.
 */

export const EXPLORER = "skypact-explorer";

export interface ExplorerFile {
  format: typeof EXPLORER;
  version: number;
  /** Versions, hashes, seed, runs: what pins the result. */
  stamp: { skypact: string; runs: number; seed: number; association: string; hypothesis: string; platform: string;
    scenario_sha256: Record<string, string> };
  /** The command that makes this page again. */
  again: string;
  scenario: { id: string; title: string; question: string; date: string };
  /** What all combinations together say, sentence by sentence, and what that leans on. */
  answer: string[];
  leans_on: string[];
  arrangements: { id: string; title: string }[];
  factors: Factor[];
  /** Units that can be taken away: bit k of `without` of a cell stands for things[k]. */
  things: { id: string; title: string }[];
  /** Days of the orders of battle; empty where there is no choice. */
  dates: string[];
  measures: Measure[];
  /** Ids of the measures that lead: the question's, wrongful fire, control kept; "" where none can be told. */
  lead: string;
  wrongful: string;
  control: string;
  /** Row of `cells` that stands for the scenario as written, or nearest to it. */
  base: number;
  /** Every combination, the arrangements of one setting beside each other. */
  cells: Cell[];
}

export interface Factor {
  id: string;
  unit: string;
  /** The values that were computed, rising, and as people write them. */
  values: number[];
  texts: string[];
  /** The values are cut evenly in their logarithm. */
  is_log: boolean;
  /** Smallest and largest value of the scenario as written. */
  written: [number, number];
  written_text: string;
  /** How many quantities it stands for, and the first of them. */
  n: number;
  quantities: { path: string; value: string; assumed: boolean; source: string; note: string }[];
}

export interface Measure {
  id: string;
  title: string;
  unit: string;
  better: "lower" | "higher" | "";
  most: number;
}

/** A mean over runs, or a paired difference, with its 95 % interval over chance. */
export interface Estimate {
  value: number | null;
  low: number | null;
  high: number | null;
  n: number;
  kind: string;
  /** Of a difference: the share of runs in which the two worlds differ. */
  differs?: number;
}

export interface Cell {
  date: number;
  without: number;
  /** Which value of each factor. */
  at: number[];
  arrangement: number;
  /** By measure: what was found, and what it is less another cell on the same luck (null for itself). */
  found: (Estimate | null)[];
  /** Less the base cell. */
  base: (Estimate | null)[];
  /** Less the first arrangement, all else alike. */
  first: (Estimate | null)[];
  /** Less the same with nothing taken away. */
  whole: (Estimate | null)[];
}

/** Of what a reading is asked. */
export type Side = "found" | "base" | "first" | "whole";
