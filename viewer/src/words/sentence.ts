/** Every event of the log as a sentence in plain words, with the names of the scenario. */

import type { ViewerFile } from "../data/format";
import type { Events } from "../data/world";
import { spanText } from "../state/speeds";
import { evidence } from "./evidence";

/** The parts of an event as words; "" where there is none. */
interface Parts {
  subject: string;
  actor: string;
  other: string;
  nation: string;
  cause: string;
  value: number;
  detail: number;
  file: ViewerFile;
}

/** What a row of `entities` is called: nations by their title, everything else by its id. */
export function name(file: ViewerFile, row: number): string {
  const one = file.entities[row];
  if (!one) return "";
  return one.kind === "nation" ? one.title || one.id : one.id;
}

export function sentence(file: ViewerFile, events: Events, i: number): string {
  const parts: Parts = {
    subject: name(file, events.subject[i]!) || "something",
    actor: name(file, events.actor[i]!),
    other: name(file, events.other[i]!),
    nation: name(file, events.nation[i]!),
    cause: file.codes.causes[events.cause[i]!] ?? "",
    value: events.value[i]!,
    detail: events.detail[i]!,
    file,
  };
  const say = SENTENCES[events.kind[i]!];
  return say ? say(parts) : `${parts.subject}: ${file.codes.events[String(events.kind[i])] ?? "unknown event"}`;
}

const km = (m: number) => (m >= 1000 ? `${(m / 1000).toFixed(1)} km` : `${Math.round(m)} m`);
const why = (p: Parts) => (p.cause ? `: ${p.cause}` : "");
const action = (p: Parts) => (p.file.codes.actions[p.value] === "look" ? "to look at" : "to engage");
const somebody = (text: string, otherwise: string) => text || otherwise;

/** What became of an object, as the end of a sentence. */
function fate(word: string): string {
  return FATES[word] ?? `meets its fate: ${word || "unknown"}`;
}

const FATES: Readonly<Record<string, string>> = {
  destroyed: "is destroyed", "turned back": "turns back", "escorted out": "is escorted out", "forced to land": "is forced to land",
  crashed: "crashes", jammed: "is brought down by jamming", left: "leaves", reached: "gets to where it was going",
  "still inside": "is still inside at the end", landed: "lands",
};

/** By event kind, as skypact.arrays.codes numbers them. */
export const SENTENCES: Readonly<Record<number, (p: Parts) => string>> = {
  1: (p) => `${p.subject} comes over ${p.nation} (truth)`,
  2: (p) => `${p.subject} leaves ${p.nation} after ${spanText(p.value)} inside (truth)`,
  3: (p) => `${p.subject} is deepest over ${p.nation}, ${km(p.value)} inside the border (truth)`,
  10: (p) => `A sensor of ${p.nation} could see ${p.subject} from here on`,
  11: (p) => `${somebody(p.actor, "A sensor")} detects ${p.subject}`,
  20: (p) => `${p.actor} has a confirmed track of ${p.subject}${p.other ? `, from ${p.other}` : ""}`,
  21: (p) => `${p.actor} drops its track of ${p.subject}`,
  22: (p) => `${p.actor} has a second track of ${p.subject}`,
  23: (p) => `${p.actor} has a confirmed track of nothing`,
  24: (p) => `${p.actor} knows where ${p.subject} will fall${p.other ? `: in ${p.other}` : ""}, within ${p.value.toFixed(1)} km`,
  30: (p) => `${p.actor} has the first word of ${p.subject}${p.other && p.other !== p.actor ? `, from ${p.other}` : ""}`,
  40: (p) => `${p.actor} classifies ${p.subject} as ${p.file.codes.classes[p.value] ?? "unknown"} (${evidence(p.detail)})`,
  41: (p) => `${p.actor} sees ${p.subject} ${km(p.value)} inside ${p.nation}, without a right to be there`,
  42: (p) => `${p.actor} expects ${p.subject} over ${p.nation} in ${spanText(p.value)}`,
  44: (p) => p.actor
    ? `${p.actor} sees ${p.subject} come into ${somebody(p.other, "a zone")}`
    : `${p.subject} comes into ${somebody(p.other, "a zone")} (truth)`,
  50: (p) => p.actor === p.other
    ? `${p.actor} asks itself whether ${action(p)} ${p.subject}`
    : `${p.actor} asks ${somebody(p.other, "its superior")} for a decision ${action(p)} ${p.subject}`,
  51: (p) => `${p.actor} asks ${somebody(p.other, "another post")} for consent ${action(p)} ${p.subject}`,
  52: (p) => `${p.actor} consents ${action(p)} ${p.subject}${p.other ? ` (to ${p.other})` : ""}`,
  53: (p) => `${p.actor} refuses its consent ${action(p)} ${p.subject}${p.other ? ` (to ${p.other})` : ""}`,
  54: (p) => `The consent of ${p.actor} ${action(p)} ${p.subject} comes too late`,
  55: (p) => `${p.actor} decides ${action(p)} ${p.subject}${p.other ? `, over ${p.other}` : ""}`,
  56: (p) => p.actor
    ? `${p.actor} does not decide on ${p.subject}${why(p)}${p.other ? ` (${p.other})` : ""}`
    : `${somebody(p.nation, "Nobody")} could never see ${p.subject}${why(p)}`,
  57: (p) => `${p.actor} orders ${somebody(p.other, "a unit")} onto ${p.subject}`,
  58: (p) => `${p.actor} acts by itself${p.other ? `: it has lost ${p.other}` : ""}`,
  59: (p) => `${p.actor} hears ${somebody(p.other, "its commander")} again`,
  60: (p) => `${p.actor} is ready to fire at ${p.subject}`,
  61: (p) => `${p.actor} fires ${p.value === 1 ? "one missile" : `${p.value} missiles`} at ${p.subject}`,
  62: (p) => `${p.actor} is airborne against ${p.subject}`,
  63: (p) => `${p.actor} has contact with ${p.subject}`,
  64: (p) => `${p.actor} looks at ${p.subject} and finds it ${["civil", "armed"][p.value] ?? "unclear"}`,
  65: (p) => `${p.actor} escorts ${p.subject}`,
  66: (p) => `${p.actor} does not engage ${p.subject}${why(p)}`,
  70: (p) => `${p.actor} hits ${p.subject}`,
  71: (p) => `${p.actor} misses ${p.subject}${p.cause && p.cause !== "missed" ? why(p) : ""}`,
  72: (p) => `${p.actor} judges ${p.subject} ${p.value ? "killed" : "alive"}${p.cause ? ` (wrongly: it lives)` : ""}`,
  73: (p) => `${p.subject} ${fate(p.file.codes.fates[p.value] ?? "")}${p.actor ? `, by ${p.actor}` : ""}`,
};
