/** Symbols of APP-6D by their numeric code, kept as bitmaps. */

import ms from "milsymbol";

export interface Bitmap {
  image: CanvasImageSource;
  /** Size and anchor [px of the page]. */
  width: number;
  height: number;
  ax: number;
  ay: number;
}

export class Symbols {
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

  private make(sidc: string, size: number): Bitmap | null {
    if (!/^\d{20}$/.test(sidc)) return null;
    const symbol = new ms.Symbol(sidc, { size, outlineColor: "rgba(255,255,255,0.85)", outlineWidth: 6, simpleStatusModifier: true });
    if (!symbol.isValid()) return null;
    const { width, height } = symbol.getSize();
    const { x, y } = symbol.getAnchor();
    return { image: symbol.asCanvas(this.ratio), width, height, ax: x, ay: y };
  }
}
