/** Colours of the map, from the page's tokens; white paper for print. */

import type { Palette } from "./layer";

export const NAMES = [
  "ink", "soft", "line", "paper", "panel", "sea", "land", "border", "grid", "focus", "c0", "c1", "c2", "c3", "c4", "c5",
] as const;

/** Read the tokens as they are now. */
export function palette(root: Element = document.documentElement): Palette {
  const style = getComputedStyle(root);
  return Object.fromEntries(NAMES.map((name) => [name, style.getPropertyValue(`--${name}`).trim()]));
}

/** A white map: the light tokens without tints. */
export const PRINT: Palette = {
  ink: "#000000", soft: "#444444", line: "#bbbbbb", paper: "#ffffff", panel: "#ffffff", sea: "#ffffff", land: "#ffffff",
  border: "#777777", grid: "#dddddd", focus: "#0072b2",
  c0: "#0072b2", c1: "#d55e00", c2: "#009e73", c3: "#b8508a", c4: "#a86f00", c5: "#2f86bd",
};

/** Partners of the scenario are told apart by colour and by the dash of their outlines. */
const TINTS = ["c0", "c2", "c3", "c4", "c5"] as const;

export interface Manner {
  colour: string;
  dash: number[];
}

const DASHES: number[][] = [[], [8, 4], [3, 3], [10, 3, 2, 3], [2, 5]];

/** How the nth nation is drawn. */
export function manner(colours: Palette, n: number): Manner {
  return { colour: colours[TINTS[n % TINTS.length]!]!, dash: DASHES[(n + Math.floor(n / TINTS.length)) % DASHES.length]! };
}

/** A colour with opacity, of #rrggbb. */
export function faint(colour: string, opacity: number): string {
  const byte = Math.round(Math.min(1, Math.max(0, opacity)) * 255);
  return /^#[0-9a-f]{6}$/i.test(colour) ? colour + byte.toString(16).padStart(2, "0") : colour;
}
