/** Text and numbers as people read them. */

/** The sentences of a text; "13.85" and "e.g. this" are no ends of one. */
export function sentences(text: string): string[] {
  return text.split(/\n+|(?<=[.!?])\s+(?=[A-Z“"])/).map((one) => one.trim()).filter(Boolean);
}

/** A number to three digits, whole ones in full. */
export function short(x: number): string {
  if (Number.isInteger(x) && Math.abs(x) < 1e6) return String(x);
  return Number(x.toPrecision(3)).toString();
}

/** A value of a measure with its unit: shares in per cent, counts and rates bare. */
export function measured(x: number | null, unit: string): string {
  if (x === null || !Number.isFinite(x)) return "—";
  if (unit === "share") return `${Number((x * 100).toFixed(1))} %`;
  return unit && unit !== "count" && unit !== "rate" ? `${short(x)} ${unit}` : short(x);
}
