/** Sections of a scenario as the outline has them, and which of them a form may change. */

import type { Data, Path } from "./text/document";

export interface Section {
  key: string;
  title: string;
  /** Constants of the scenario: shown, never changed by a form or on the map (law 9). */
  constant?: boolean;
}

export const SECTIONS: readonly Section[] = [
  { key: "question", title: "Question" },
  { key: "", title: "Scenario" },
  { key: "environment", title: "Environment" },
  { key: "nations", title: "Nations" },
  { key: "posts", title: "Posts" },
  { key: "links", title: "Links" },
  { key: "sensors", title: "Sensors" },
  { key: "batteries", title: "Batteries" },
  { key: "fighters", title: "Fighters" },
  { key: "airborne", title: "Airborne sensors" },
  { key: "musters", title: "Musters" },
  { key: "zones", title: "Zones" },
  { key: "rights", title: "Rights" },
  { key: "situation", title: "Situation" },
  { key: "changes", title: "Changes" },
  { key: "arrangements", title: "Arrangements" },
  { key: "choices", title: "Choices" },
  { key: "hypotheses", title: "Hypotheses" },
  { key: "doctrines", title: "Doctrines" },
  { key: "autonomy", title: "Autonomy" },
  { key: "effects", title: "Effects" },
  { key: "identification", title: "Identification" },
  { key: "tracking", title: "Tracking" },
  { key: "intruders", title: "Intruders", constant: true },
  { key: "crafts", title: "Crafts", constant: true },
  { key: "traffic", title: "Traffic", constant: true },
  { key: "civil", title: "Civil flights", constant: true },
  { key: "recorded", title: "Recorded flights", constant: true },
  { key: "echoes", title: "False echoes", constant: true },
  { key: "claims", title: "Claims", constant: true },
  { key: "sources", title: "Sources" },
];

/** Keys of the scenario itself that stand together in the form of "Scenario". */
export const HEAD = ["id", "title", "notes", "date", "start", "duration", "theatre", "worldview"];

/** Of these the ones that move the hour of every flight: constants as the flights are. */
export const FLIGHT_HEAD = ["date", "start"];

/** Why the form of a constant has no controls. */
export const WHY_CONSTANT =
  "Where, when and how intruders and other traffic fly is a constant of the scenario, and so are its date and start, which "
  + "move the hour of every flight: this program studies defence. No form and no map changes them, and a study varies at most "
  + "how many come in a scripted raid. The text of the file can be edited in the source, as any file can.";

const CONSTANT = new Set(SECTIONS.filter((section) => section.constant).map((section) => section.key));

export function isConstant(path: Path): boolean {
  return CONSTANT.has(String(path[0] ?? ""));
}

export interface Row {
  path: Path;
  name: string;
  title: string;
}

/** The entries of a section, by name or by number. */
export function rowsOf(data: { [key: string]: Data }, section: string): Row[] {
  const value = data[section];
  if (section === "" || value === null || typeof value !== "object") return [];
  if (Array.isArray(value)) {
    return value.map((one, index) => ({ path: [section, index], name: `${index + 1}`, title: about(one) }));
  }
  const parts = Object.entries(value);
  const named = parts.length > 0 && !SINGLE.has(section);
  return named ? parts.map(([key, one]) => ({ path: [section, key], name: key, title: about(one) })) : [];
}

/** Sections that are one thing, not many by name. */
export const SINGLE = new Set(["question", "", "environment", "autonomy", "effects", "identification", "tracking"]);

/** A row in a few words: its title, else what it joins, else what it is. */
export function about(value: Data): string {
  if (value === null || typeof value !== "object" || Array.isArray(value)) return Array.isArray(value) ? value.join(" – ") : String(value);
  const { title, from, to, carries, type, at, is } = value as Record<string, Data>;
  if (typeof title === "string" && title) return title;
  if (is !== undefined) return `${String(is)} from ${shownTime(from)}`;
  if (from !== undefined && to !== undefined) return `${String(from)} – ${String(to)}${Array.isArray(carries) ? `: ${carries.join(", ")}` : ""}`;
  if (type !== undefined) return typeof at === "string" ? `${String(type)}, ${at}` : String(type);
  return value["text"] !== undefined ? String(value["text"]) : "";
}

function shownTime(value: Data | undefined): string {
  return value !== null && typeof value === "object" && !Array.isArray(value) ? String(value["value"]) : String(value);
}
