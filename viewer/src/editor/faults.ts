/** Where faults belong: to a field of the form, an entry of the outline, a line of the source. */

import type { Fault } from "./api";
import { pathOf, type Data, type Parsed, type Path } from "./text/document";

export interface Placed extends Fault {
  at: Path;
}

/** Faults of the text itself, as the editor's own reader finds them. */
export function broken(parsed: Parsed): Placed[] {
  return parsed.broken.map(({ line, column, message }) => ({ line, column, path: "", message, right: "mend the YAML here", at: [] }));
}

export function placed(faults: readonly Fault[], data: Data): Placed[] {
  return faults.map((fault) => ({ ...fault, at: pathOf(data, fault.path) }));
}

/** Faults at a path or inside of it. */
export function within(faults: readonly Placed[], path: Path): Placed[] {
  return faults.filter((fault) => fault.at.length >= path.length && path.every((key, i) => String(fault.at[i]) === String(key)));
}

/** Faults of just this thing, not of a field that shows them itself. */
export function own(faults: readonly Placed[], path: Path, keys: readonly string[]): Placed[] {
  const known = new Set(keys);
  return within(faults, path).filter((fault) => fault.at.length === path.length || !known.has(String(fault.at[path.length])));
}

export function inWords(fault: Fault): string {
  return fault.right ? `${fault.message}: ${fault.right}` : fault.message;
}
