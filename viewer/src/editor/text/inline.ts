/** Values as YAML on one line, in the manner of the shipped scenarios. */

import { Document, Scalar } from "yaml";
import type { Data } from "./document";

/** Plain without any doubt: read as the same text by every version of YAML. */
const PLAIN = /^[A-Za-z][\w./+-]*( [A-Za-z][\w./+-]*)*$/;
const WORDS = new Set(["null", "true", "false", "yes", "no", "on", "off", "y", "n"]);
/** Columns after which a text is written folded. */
const LONG = 110;

export function inline(value: Data): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return `[${value.map(inline).join(", ")}]`;
  if (typeof value === "object") {
    return `{${Object.entries(value).map(([key, one]) => `${text(key)}: ${inline(one)}`).join(", ")}}`;
  }
  return typeof value === "string" ? text(value) : JSON.stringify(value);
}

export function text(value: string): string {
  return PLAIN.test(value) && !WORDS.has(value.toLowerCase()) ? value : JSON.stringify(value);
}

/** A long text as a folded block whose lines begin after `indent`. */
export function folded(value: string, indent: string, eol: string): string {
  const scalar = new Scalar(value);
  scalar.type = "BLOCK_FOLDED";
  const written = new Document(scalar).toString({ lineWidth: LONG - indent.length, indent: 2 }).trimEnd();
  const [head, ...lines] = written.split("\n");
  return [head, ...lines.map((line) => (line.trim() ? indent + line.replace(/^ {2}/, "") : ""))].join(eol);
}

/** What stands after `key:` in a block: on the same line, or as lines of their own where entries have parts. */
export function after(value: Data, indent: string, eol: string): string {
  const inner = `${indent}  `;
  const parts = value !== null && typeof value === "object" && Object.values(value);
  if (parts && parts.length && parts.every((one) => one !== null && typeof one === "object")) {
    const lines = Array.isArray(value)
      ? value.map((one) => `${inner}- ${inline(one)}`)
      : Object.entries(value!).map(([key, one]) => `${inner}${text(key)}: ${inline(one as Data)}`);
    return eol + lines.join(eol);
  }
  if (typeof value === "string" && value.length > LONG) return ` ${folded(value, inner, eol)}`;
  return ` ${inline(value)}`;
}
