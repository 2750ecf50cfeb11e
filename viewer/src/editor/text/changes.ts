/** What differs between two scenarios, by path. */

import type { Data, Path } from "./document";
import { inline } from "./inline";

export interface Change {
  path: Path;
  /** In YAML on one line; undefined where it is not there. */
  before: string | undefined;
  after: string | undefined;
}

/** Paths at which the data differ, the deepest that say it. */
export function changesOf(before: Data | undefined, after: Data | undefined, path: Path = []): Change[] {
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  if (isMapping(before) && isMapping(after)) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    return keys.flatMap((key) => changesOf(before[key], after[key], [...path, key]));
  }
  if (Array.isArray(before) && Array.isArray(after) && before.length === after.length && before.some(isMapping)) {
    return before.flatMap((one, index) => changesOf(one, after[index], [...path, index]));
  }
  return [{ path, before: before === undefined ? undefined : inline(before), after: after === undefined ? undefined : inline(after) }];
}

function isMapping(value: Data | undefined): value is { [key: string]: Data } {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}
