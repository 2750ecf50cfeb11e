/** What the log shows of the events. */

import type { Events } from "../data/world";

/** Verb of truth: entries, exits, the deepest point. */
export const TRUTH = -1;

export interface Filter {
  /** Verbs that are hidden; TRUTH is −1. */
  hidden: ReadonlySet<number>;
  /** Row of `entities`, −1 any. */
  nation: number;
  /** Row of `entities` that takes part as subject, actor or other, −1 any. */
  about: number;
  /** Words that all stand in the sentence. */
  text: string;
  /** Only events that one world has and the other has not. */
  differing: boolean;
}

export const ALL: Filter = { hidden: new Set(), nation: -1, about: -1, text: "", differing: false };

/** Verb of an event kind: index into codes.verbs, −1 truth. */
export function verbOf(kind: number): number {
  return Math.floor(kind / 10) - 1;
}

/** Whether event i passes; `sentence` is asked for only where the filter has words. */
export function passes(filter: Filter, events: Events, i: number, sentence: () => string): boolean {
  if (filter.hidden.has(verbOf(events.kind[i]!))) return false;
  if (filter.nation >= 0 && events.nation[i] !== filter.nation) return false;
  const a = filter.about;
  if (a >= 0 && events.subject[i] !== a && events.actor[i] !== a && events.other[i] !== a && events.nation[i] !== a) {
    return false;
  }
  const words = filter.text.toLowerCase().split(/\s+/).filter(Boolean);
  if (!words.length) return true;
  const said = sentence().toLowerCase();
  return words.every((word) => said.includes(word));
}
