/** The evidence behind a class in words, from the packed key of the event (as skypact.analysis.evidence says it). */

const BASE = 64;
const KINDS = 7;
const SITUATIONS = ["peace", "threat", "war"];
const SPEED = ["slow", "slow", "slow or medium", "medium", "medium", "medium", "medium or fast", "fast", "fast"];
const HEIGHT = ["low", "low", "of unclear height", "high", "high"];

const WORDS: readonly ((outcome: number) => string)[] = [
  either("IFF", "no reply", "replied"),
  either("transponder", "no reply", "replied"),
  either("flight plan", "none fits", "one fits"),
  (outcome) => `speed and height: ${SPEED[Math.floor(outcome / HEIGHT.length)]}, ${HEIGHT[outcome % HEIGHT.length]}`,
  either("first seen", "over own side", "elsewhere"),
  either("telephone", "not theirs", "theirs", "no answer"),
  either("a fighter's look", "civil", "armed", "unclear"),
];

/** "IFF: no reply; speed and height: slow, low"; what is not known is not said. */
export function evidence(key: number): string {
  const outcomes: number[] = [];
  let rest = key;
  for (let k = 0; k < KINDS; k++) {
    outcomes.unshift((rest % BASE) - 1);
    rest = Math.floor(rest / BASE); // 64⁷ is beyond what the bit operators of the language hold
  }
  const said = outcomes.flatMap((outcome, kind) => (outcome >= 0 ? [WORDS[kind]!(outcome)] : []));
  if (!said.length) said.push("no evidence yet");
  if (rest > 0) said.push(`situation: ${SITUATIONS[rest] ?? "unknown"}`);
  return said.join("; ");
}

function either(what: string, ...said: string[]): (outcome: number) => string {
  return (outcome) => `${what}: ${said[outcome] ?? "unknown"}`;
}
