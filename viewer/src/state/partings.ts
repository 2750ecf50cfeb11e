/** Where two arrangements part, as the files at hand say it. */

import type { Parting } from "../data/format";
import type { Session } from "./session";

/** Partings of the run that is shown between the two arrangements that are, in the order of the file. */
export function shownPartings(s: Session): Parting[] {
  return s.partings.value.filter((one) => one.run === s.run.value && between(one, s.a.value, s.b.value));
}

/** Whether a file at hand says of any run where the two arrangements that are shown part; not all pairs are compared. */
export function compared(s: Session): boolean {
  return s.partings.value.some((one) => between(one, s.a.value, s.b.value));
}

/** The parting that a page opens with: that of the first run at hand. It is the first of its run and arrangements, too. */
export function opening(s: Session): Parting | undefined {
  return s.partings.value.find((one) => s.has(one.run));
}

/** What to say where no parting is shown; "" while the run is not at hand. */
export function silence(s: Session): string {
  if (!s.worldA.value || !s.worldB.value) return "";
  if (compared(s)) return "A and B do not part for any intruder in this run.";
  const [a, b] = [s.a.value, s.b.value].map((id) => s.file.arrangements.find((one) => one.id === id)?.absent ?? []);
  const other = a!.length !== b!.length || a!.some((row) => !b!.includes(row));
  return other ? "A and B have different forces, so events are not paired." : "This file does not say where these two part.";
}

function between(one: Parting, a: string, b: string): boolean {
  return (one.a === a && one.b === b) || (one.a === b && one.b === a);
}
