/** What stands over a result, in words, and which scenarios fit a search. */

import type { Result, Scenario } from "./api";

/** Studies by the name of their command. */
const STUDIES: Record<string, string> = {
  run: "run", compare: "comparison", sweep: "sweep", saturation: "saturation", control: "defence and control",
  worth: "worth", why: "reasons", causal: "causal ledger", explore: "explorer", cover: "coverage", picture: "air pictures",
  claims: "claims", defended: "defended area",
};

export function study(result: Result): string {
  return STUDIES[result.what] ?? result.what;
}

/** "national v unified", the names as the file has them. */
export function worlds(result: Result): string {
  return result.arrangements.filter((name) => name !== "").join(" v ") || "as written";
}

/** "300 runs, seed 1" with what is known. */
export function effort(result: Result): string {
  const runs = result.runs === null ? "" : `${result.runs.toLocaleString("en")} ${result.runs === 1 ? "run" : "runs"}`;
  const seed = result.seed === null ? "" : `seed ${result.seed}`;
  return [runs, seed].filter((part) => part !== "").join(", ");
}

/** "22 Nov 2026, 17:56" in the reader's own time. */
export function moment(iso: string): string {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return iso;
  return date.toLocaleString("en-GB", { day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit" });
}

/** The first sentence of an answer; a point within a number ends none. */
export function first(answer: string): string {
  const end = answer.search(/[.!?](\s|$)/);
  return end < 0 ? answer : answer.slice(0, end + 1);
}

/** Scenarios in which every word of a search stands somewhere. */
export function found(scenarios: readonly Scenario[], search: string): Scenario[] {
  const words = search.toLowerCase().split(/\s+/).filter((word) => word !== "");
  return scenarios.filter((one) => {
    const text = `${one.name} ${one.title} ${one.question} ${one.date}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

/** The address of a part of a result. */
export function address(part: "view" | "report" | "explore", name: string): string {
  return `/${part}/${encodeURIComponent(name)}`;
}
