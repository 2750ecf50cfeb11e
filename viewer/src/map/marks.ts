/** Small marks, the same on the map and in its legend. */

import type { Palette } from "./layer";

/** Size of a mark in the legend [px]. */
export const MARK = { width: 28, height: 16 };

export function line(c: CanvasRenderingContext2D, colour: string, dash: number[] = [], width = 2): void {
  c.strokeStyle = colour;
  c.lineWidth = width;
  c.setLineDash(dash);
  c.beginPath();
  c.moveTo(2, 8);
  c.lineTo(26, 8);
  c.stroke();
  c.setLineDash([]);
}

export function swatch(c: CanvasRenderingContext2D, fill: string, edge: string, dash: number[] = []): void {
  c.fillStyle = fill;
  c.strokeStyle = edge;
  c.lineWidth = 1.4;
  c.setLineDash(dash);
  c.fillRect(4, 2, 20, 12);
  c.strokeRect(4, 2, 20, 12);
  c.setLineDash([]);
}

/** Classes in the order of the log (friend, civil, unknown, suspect, hostile), 0 not yet: colour by name of the palette. */
export const CLASS_COLOURS = ["soft", "c0", "c2", "c4", "c3", "c1"] as const;

export function classColour(palette: Palette, of: number): string {
  return palette[CLASS_COLOURS[of] ?? "soft"]!;
}

/** Outline of a class about a point: cross, circle, square, four leaves, triangle, diamond. */
export function classPath(c: CanvasRenderingContext2D | Path2D, of: number, x: number, y: number, r: number): void {
  switch (of) {
    case 0:
      c.moveTo(x - r, y);
      c.lineTo(x + r, y);
      c.moveTo(x, y - r);
      c.lineTo(x, y + r);
      break;
    case 1:
      c.moveTo(x + r, y);
      c.arc(x, y, r, 0, 2 * Math.PI);
      break;
    case 2:
      c.rect(x - 0.85 * r, y - 0.85 * r, 1.7 * r, 1.7 * r);
      break;
    case 3: {
      const h = 0.55 * r;
      c.moveTo(x + h, y - h);
      c.arc(x + h, y, h, -Math.PI / 2, Math.PI / 2);
      c.arc(x, y + h, h, 0, Math.PI);
      c.arc(x - h, y, h, Math.PI / 2, (3 * Math.PI) / 2);
      c.arc(x, y - h, h, Math.PI, 2 * Math.PI);
      c.closePath();
      break;
    }
    case 4:
      c.moveTo(x, y - 1.25 * r);
      c.lineTo(x + r, y + 0.8 * r);
      c.lineTo(x - r, y + 0.8 * r);
      c.closePath();
      break;
    default:
      c.moveTo(x, y - 1.2 * r);
      c.lineTo(x + 1.2 * r, y);
      c.lineTo(x, y + 1.2 * r);
      c.lineTo(x - 1.2 * r, y);
      c.closePath();
  }
}

/** An arrowhead that points along a way [rad from up, clockwise]; a dot where it stands. */
export function head(c: CanvasRenderingContext2D | Path2D, x: number, y: number, way: number, r: number): void {
  if (Number.isNaN(way)) {
    c.moveTo(x + 0.6 * r, y);
    c.arc(x, y, 0.6 * r, 0, 2 * Math.PI);
    return;
  }
  const s = Math.sin(way);
  const k = Math.cos(way);
  c.moveTo(x + s * r * 1.3, y - k * r * 1.3);
  c.lineTo(x - s * r - k * r * 0.8, y + k * r - s * r * 0.8);
  c.lineTo(x - s * r * 0.5, y + k * r * 0.5);
  c.lineTo(x - s * r + k * r * 0.8, y + k * r + s * r * 0.8);
  c.closePath();
}
