/** Law 9: no form and no drag changes where, when or how intruders and other traffic fly, not even through an alias. */

import { FLIGHT_HEAD, SECTIONS } from "./sections";
import type { Data } from "./text/document";
import { EditError } from "./text/edits";

type Scenario = { [key: string]: Data };

/** An EditError where an edit would change a constant; the source as text is not asked. */
export function holdConstants(before: Scenario, after: Scenario): void {
  for (const { key, title, constant } of SECTIONS) {
    if (constant && differ(before[key], after[key])) {
      throw new EditError(`${title} would change with it, which are constants of the scenario; change it in the source`);
    }
  }
  for (const key of FLIGHT_HEAD) {
    if (differ(before[key], after[key])) {
      throw new EditError(`the ${key} of the scenario moves the hour of every flight and is a constant; change it in the source`);
    }
  }
  for (const [name, was] of Object.entries(named(before["places"]))) {
    // Ways of intruders name places: a new one is free, one that is there stands.
    if (differ(was, named(after["places"])[name])) {
      throw new EditError(`the place ${name} may be on the way of a flight and is a constant; change it in the source`);
    }
  }
}

function differ(a: Data | undefined, b: Data | undefined): boolean {
  return JSON.stringify(a) !== JSON.stringify(b);
}

function named(value: Data | undefined): Scenario {
  return value !== null && typeof value === "object" && !Array.isArray(value) ? value : {};
}
