/** The server of `skypact view`: what the editor asks of it. */

import type { Lonlat } from "../data/format";

export interface Fault {
  line: number;
  column: number;
  path: string;
  message: string;
  right: string;
}

export interface Site {
  path: string;
  id: string;
  kind: string;
  nation: string;
  at: Lonlat;
  reach_m: number;
  movable: boolean;
}

export interface Checked {
  faults: Fault[];
  sites: Site[];
  routes: { id: string; intent: string; points: Lonlat[] }[];
  arrangements: (string | { id: string; title: string })[];
  borders: { nation: string; rings: Lonlat[][] }[];
}

export interface Catalogue {
  sensors: { name: string; title: string; kind?: string }[];
  weapons: { name: string; title: string; kind?: string }[];
  crafts: { name: string; title: string }[];
  jammers: { name: string; title: string }[];
  places: { name: string; lat: number; lon: number }[];
}

export interface ScenarioRow {
  name: string;
  title: string;
  date: string;
  question: string;
  template: boolean;
}

/** What a run brought, as `result.json` of its folder has it. */
export interface Result {
  answer: string;
  arrangements: string[];
  runs: number;
  seed: number;
  measure: string;
  table: ResultRow[];
}

export interface ResultRow {
  arrangement: string;
  measure: string;
  title: string;
  unit: string;
  better: string;
  mean: number | null;
  low: number | null;
  high: number | null;
}

export interface Order {
  yaml: string;
  runs: number;
  seed: number;
  arrangements: string[] | null;
  name: string | null;
}

export const NOTHING: Catalogue = { sensors: [], weapons: [], crafts: [], jammers: [], places: [] };

/** A refusal of the server, in its words. */
export class Refused extends Error {
  readonly faults: Fault[];
  constructor(message: string, faults: Fault[] = []) {
    super(message);
    this.faults = faults;
  }
}

export async function ask<T>(address: string, init?: RequestInit): Promise<T> {
  const answer = await asked(address, init);
  return (await answer.json()) as T;
}

export async function askText(address: string): Promise<string> {
  return (await asked(address)).text();
}

export function post<T>(address: string, body: unknown, signal?: AbortSignal): Promise<T> {
  const init: RequestInit = { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
  return ask<T>(address, signal ? { ...init, signal } : init);
}

async function asked(address: string, init?: RequestInit): Promise<Response> {
  let answer: Response;
  try {
    answer = await fetch(address, init);
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new Refused("the server does not answer; is `skypact view` still running?");
  }
  if (answer.ok) return answer;
  let said: { error?: { message?: string; faults?: Fault[] } } = {};
  try {
    said = (await answer.json()) as typeof said;
  } catch {
    // A refusal without words: its number is all there is to tell.
  }
  throw new Refused(said.error?.message ?? `the server refused (${answer.status})`, said.error?.faults ?? []);
}
