/** Names that a scenario gives to things, and the keys that call them. */

import type { Catalogue } from "../api";
import type { Data } from "../text/document";

export type Target =
  | "posts" | "nations" | "units" | "watchers" | "zones" | "arrangements" | "choices" | "sources" | "doctrines" | "intruders"
  | "sensor types" | "weapon types";

/** Key, or definition and key, → what its text names; with ":keys" what the keys of a mapping name. */
export const TARGETS: Record<string, Target | undefined> = {
  commander: "posts", reports_to: "posts", decides: "posts", "Consent.of": "posts",
  "PostLink.from": "posts", "PostLink.to": "posts", "Arrangement.links_drop": "posts",
  "Arrangement.commander:keys": "units", "Arrangement.reports_to:keys": "watchers",
  "Arrangement.doctrine:keys": "posts", doctrine: "doctrines",
  crew: "nations", "Choice.crew:keys": "units", nation: "nations", territory: "nations", flight_plans: "nations",
  telephones: "nations", "Change.withdraws": "nations", zones: "zones", units: "units",
  arrangement: "arrangements", "Question.arrangements": "arrangements", "Question.about": "intruders",
  choices: "choices", sources: "sources",
  "Radar.type": "sensor types", "Observer.type": "sensor types", "LaunchWarning.type": "sensor types",
  "Passive.type": "sensor types", "Cooperative.type": "sensor types", "Airborne.type": "sensor types",
  "Battery.type": "weapon types", "Fighter.type": "weapon types",
};

const SECTIONS: Partial<Record<Target, string[]>> = {
  units: ["batteries", "fighters"], watchers: ["sensors", "airborne"],
};
/** Doctrines that need no entry: docs/reference/format.md. */
const DOCTRINES = ["salvo", "shoot-look-shoot", "fighters-first", "conserve"];

export interface Name {
  name: string;
  title: string;
}

/** What there is to name, in the order of the scenario, then of the catalogue. */
export function namesOf(target: Target, data: { [key: string]: Data }, catalogue: Catalogue): Name[] {
  if (target === "sensor types") return catalogue.sensors;
  if (target === "weapon types") return catalogue.weapons;
  const own = (SECTIONS[target] ?? [target]).flatMap((section) => entries(data[section]));
  return target === "doctrines" ? [...own, ...DOCTRINES.map((name) => ({ name, title: "of the catalogue" }))] : own;
}

function entries(section: Data | undefined): Name[] {
  if (section === null || typeof section !== "object" || Array.isArray(section)) return [];
  return Object.entries(section).map(([name, value]) => ({ name, title: titleOf(value) }));
}

function titleOf(value: Data): string {
  const title = value !== null && typeof value === "object" && !Array.isArray(value) ? value["title"] : "";
  return typeof title === "string" ? title : "";
}
