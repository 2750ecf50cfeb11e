/** Symbols of APP-6D by their numeric code, kept as bitmaps. */

import ms from "milsymbol";
import { head } from "./marks";

export interface Bitmap {
  image: CanvasImageSource;
  /** Size and anchor [px of the page]. */
  width: number;
  height: number;
  ax: number;
  ay: number;
}

/** Ways that arrowheads are kept for, and the size of each [px of the page]. */
const WAYS = 72;
const CELL = 16;

export class Symbols {
  private readonly sheets = new Map<string, HTMLCanvasElement>();
  private readonly kept = new Map<string, Bitmap | null>();

  /** `ratio`: pixels of the screen for each of the page. */
  constructor(private readonly ratio: number) {}

  /** The bitmap of a code at a size, null where the code means nothing. */
  get(sidc: string, size: number): Bitmap | null {
    const key = `${sidc}/${size}`;
    let found = this.kept.get(key);
    if (found === undefined) this.kept.set(key, (found = this.make(sidc, size)));
    return found;
  }

  /** Draw an arrowhead from a sheet: some thousand paths of their own would cost ten times as much. */
  arrow(c: CanvasRenderingContext2D, colour: string, edge: string, r: number, x: number, y: number, way: number): void {
    const key = `${colour}/${edge}/${r}`;
    let sheet = this.sheets.get(key);
    if (!sheet) this.sheets.set(key, (sheet = this.sheet(colour, edge, r)));
    const turn = way / (2 * Math.PI);
    const column = Number.isNaN(way) ? WAYS : Math.round((turn - Math.floor(turn)) * WAYS) % WAYS;
    const size = sheet.height;
    c.drawImage(sheet, column * size, 0, size, size, x - CELL / 2, y - CELL / 2, CELL, CELL);
  }

  private sheet(colour: string, edge: string, r: number): HTMLCanvasElement {
    const sheet = document.createElement("canvas");
    const size = Math.round(CELL * this.ratio);
    sheet.height = size;
    sheet.width = size * (WAYS + 1);
    const c = sheet.getContext("2d")!;
    c.fillStyle = colour;
    c.strokeStyle = edge;
    for (let i = 0; i <= WAYS; i++) {
      c.setTransform(size / CELL, 0, 0, size / CELL, i * size + size / 2, size / 2);
      c.beginPath();
      head(c, 0, 0, i === WAYS ? NaN : (i / WAYS) * 2 * Math.PI, r);
      c.fill();
      c.stroke();
    }
    return sheet;
  }

  private make(sidc: string, size: number): Bitmap | null {
    if (!/^\d{20}$/.test(sidc)) return null;
    const symbol = new ms.Symbol(sidc, { size, outlineColor: "rgba(255,255,255,0.85)", outlineWidth: 6, simpleStatusModifier: true });
    if (!symbol.isValid()) return null;
    const { width, height } = symbol.getSize();
    const { x, y } = symbol.getAnchor();
    return { image: symbol.asCanvas(this.ratio), width, height, ax: x, ay: y };
  }
}
