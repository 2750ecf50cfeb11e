/** How an arrangement is drawn: a colour, a dash and a shape of its own, so that nothing rests on colour alone. */

import { symbol, symbolCircle, symbolCross, symbolDiamond, symbolSquare, symbolStar, symbolTriangle, symbolWye } from "d3-shape";

const SHAPES = [symbolCircle, symbolSquare, symbolTriangle, symbolDiamond, symbolCross, symbolStar, symbolWye];
const DASHES = ["", "8 4", "2 4", "10 4 2 4", "5 3"];
const COLOURS = 6;

export const colour = (i: number): string => `var(--c${i % COLOURS})`;
export const dash = (i: number): string => DASHES[i % DASHES.length]!;

/** The outline of an arrangement's shape; size: its area [px²]. */
export function shape(i: number, size: number): string {
  return symbol(SHAPES[i % SHAPES.length]!, size)() ?? "";
}

/** A short piece of an arrangement's line with its shape, for a legend. */
export function Swatch({ i }: { i: number }) {
  return (
    <svg class="swatch" width="38" height="14" aria-hidden="true" style={{ color: colour(i) }}>
      <line x1="1" x2="37" y1="7" y2="7" stroke="currentColor" stroke-width="2" stroke-dasharray={dash(i)} />
      <path d={shape(i, 60)} transform="translate(19 7)" fill="currentColor" />
    </svg>
  );
}
