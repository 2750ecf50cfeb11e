/** Quantities as people write them: `"20 s"`, or a mapping that says what is known about the value. */

import type { Data } from "../text/document";
import type { Shape } from "./schema";

export type QuantityShape = Extract<Shape, { is: "quantity" }>;

/** Keys of a quantity beside its value, in the order of the form. */
export const PARTS = ["low", "high", "range_means", "source", "date", "grade", "assumed", "note"] as const;
export type Part = (typeof PARTS)[number];

/** SI units as the schema's defaults have them. */
const UNITS: Record<string, string> = {
  length: "m", time: "s", speed: "m/s", angle: "rad", area: "m2", power: "W", ratio_db: "dB", area_db: "dBsm",
  power_db: "dBW", density_db: "dBW/MHz", rain: "mm/h", acceleration: "m/s2", frequency: "Hz", money: "USD", area_load: "kg/m2",
};

/** What a typed text is as a value of the scenario, or why it is none. */
export function read(shape: QuantityShape, typed: string): { value: Data } | { wrong: string } {
  const text = typed.trim();
  if (shape.bare && text !== "" && Number.isFinite(Number(text))) return { value: Number(text) };
  if (shape.pattern.test(text)) return { value: text };
  return { wrong: `write ${shape.bare ? "a number" : "a number with its unit"}, such as ${shape.example}` };
}

/** The value itself as text, of a bare value or of a mapping. */
export function shown(value: Data | undefined, part: "value" | Part = "value"): string {
  if (value === undefined || value === null) return "";
  if (typeof value === "object" && !Array.isArray(value)) return plain(value[part]);
  return part === "value" ? plain(value) : "";
}

function plain(value: Data | undefined): string {
  return value === undefined || value === null ? "" : typeof value === "object" ? JSON.stringify(value) : String(value);
}

/** The quantity with one part changed; "" takes it out. A value alone becomes a mapping, assumed unless a source is given. */
export function withPart(old: Data | undefined, part: Part, value: Data): Data {
  const before: { [key: string]: Data } = isMapping(old) ? { ...old } : { value: old ?? "" };
  if (value === "" || value === false) delete before[part];
  else before[part] = value;
  if (part === "source" && value !== "") delete before["assumed"];
  else if (!isMapping(old) && before["source"] === undefined) before["assumed"] = true;
  return before;
}

/** A line under the value: its range and where it comes from. */
export function told(value: Data | undefined): string {
  if (!isMapping(value)) return value === undefined ? "" : "no source: counts as assumed";
  const { low, high, source, assumed } = value;
  const range = low !== undefined && high !== undefined ? `${plain(low)} to ${plain(high)}` : "no range";
  return `${range}; ${source !== undefined ? `source ${plain(source)}` : assumed ? "assumed" : "no source: counts as assumed"}`;
}

/** A default of the schema in words; its quantities are SI. */
export function inUnits(value: unknown): string {
  if (value === null || value === undefined || value === "") return "";
  if (typeof value !== "object") return value === true ? "yes" : value === false ? "no" : String(value);
  const { value: number, dimension } = value as { value?: unknown; dimension?: unknown };
  if (typeof number !== "number" || typeof dimension !== "string") return "";
  if (dimension === "angle") return `${round((number * 180) / Math.PI)} deg`;
  if (dimension === "length" && number >= 10_000) return `${round(number / 1000)} km`;
  return `${round(number)} ${UNITS[dimension] ?? ""}`.trim();
}

function round(value: number): string {
  return String(Number(value.toPrecision(4)));
}

function isMapping(value: Data | undefined): value is { [key: string]: Data } {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}
