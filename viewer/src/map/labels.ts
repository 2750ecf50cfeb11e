/** Labels that do not collide: greedy by priority, each tries its last place first, so that they do not flicker. */

export interface Label {
  /** Names it from frame to frame. */
  key: string;
  words: string;
  /** The thing it names [px], and how far from it the words begin. */
  x: number;
  y: number;
  gap: number;
  /** Larger goes first. */
  priority: number;
  colour: string;
  bold?: boolean;
  /** Stands on its point and nowhere else (names of countries). */
  centred?: boolean;
}

export interface Placed extends Label {
  /** Left and middle of the words. */
  left: number;
  middle: number;
  width: number;
  place: number;
}

export const HEIGHT = 14;
/** A label that stood gets this much more priority, so that its place is kept while things move. */
const KEPT = 0.5;

export type Rect = readonly [x0: number, y0: number, x1: number, y1: number];

export class Labels {
  private wanted: Label[] = [];
  private places = new Map<string, number>();
  private blocked: Rect[] = [];
  /** What was blocked at the last placing, for labels of a map that lies above. */
  stood: readonly Rect[] = [];
  private readonly widths = new Map<string, number>();

  constructor(private readonly measure: (words: string, bold: boolean) => number) {}

  want(label: Label): void {
    this.wanted.push(label);
  }

  /** Keep words off a rectangle. */
  block(x0: number, y0: number, x1: number, y1: number): void {
    this.blocked.push([x0, y0, x1, y1]);
  }

  /** Place what is wanted within the page, off `others`; at most `most` labels. Forget the wishes. */
  place(width: number, height: number, others: readonly Rect[] = [], most = 150): Placed[] {
    const order = this.wanted
      .map((label) => ({ label, rank: label.priority + (this.places.has(label.key) ? KEPT : 0) }))
      .sort((a, b) => b.rank - a.rank || (a.label.key < b.label.key ? -1 : 1));
    const grid = new Grid(width, height);
    for (const rect of this.blocked) grid.add(rect);
    for (const rect of others) grid.add(rect);
    const placed: Placed[] = [];
    const places = new Map<string, number>();
    for (const { label } of order) {
      if (placed.length >= most) break;
      const one = this.fit(label, grid, width, height);
      if (!one) continue;
      placed.push(one);
      places.set(label.key, one.place);
    }
    this.places = places;
    this.wanted = [];
    this.stood = this.blocked;
    this.blocked = [];
    return placed;
  }

  private fit(label: Label, grid: Grid, width: number, height: number): Placed | undefined {
    const w = this.width(label.words, label.bold ?? false);
    const last = label.centred ? 0 : (this.places.get(label.key) ?? 0);
    const tries = label.centred ? 1 : 6;
    for (let n = 0; n < tries; n++) {
      const place = n === 0 ? last : n <= last ? n - 1 : n;
      const [left, middle] = label.centred ? [label.x - w / 2, label.y] : spot(label, place, w);
      const rect: Rect = [left - 1, middle - HEIGHT / 2, left + w + 1, middle + HEIGHT / 2];
      if (rect[0] < 0 || rect[1] < 0 || rect[2] > width || rect[3] > height || grid.taken(rect)) continue;
      grid.add(rect);
      return { ...label, left, middle, width: w, place };
    }
    return undefined;
  }

  private width(words: string, bold: boolean): number {
    const key = bold ? `*${words}` : words;
    let w = this.widths.get(key);
    if (w === undefined) this.widths.set(key, (w = this.measure(words, bold)));
    return w;
  }
}

export function rectOf(one: Placed): Rect {
  return [one.left - 1, one.middle - HEIGHT / 2, one.left + one.width + 1, one.middle + HEIGHT / 2];
}

/** Places around the thing: right, left, above, below, right above, right below. */
function spot(label: Label, place: number, w: number): readonly [number, number] {
  const { x, y, gap } = label;
  switch (place) {
    case 0: return [x + gap, y];
    case 1: return [x - gap - w, y];
    case 2: return [x - w / 2, y - gap - HEIGHT / 2];
    case 3: return [x - w / 2, y + gap + HEIGHT / 2];
    case 4: return [x + gap * 0.7, y - gap * 0.7 - HEIGHT / 2];
    default: return [x + gap * 0.7, y + gap * 0.7 + HEIGHT / 2];
  }
}

/** Rectangles by cells of the page, so that a label asks its neighbours only. */
class Grid {
  private readonly cells = new Map<number, Rect[]>();
  private readonly columns: number;

  constructor(width: number, private readonly height: number, private readonly size = 64) {
    this.columns = Math.ceil(width / size) + 2;
  }

  add(rect: Rect): void {
    this.each(rect, (list) => void list.push(rect));
  }

  taken(rect: Rect): boolean {
    let hit = false;
    this.each(rect, (list) => {
      hit ||= list.some((o) => rect[0] < o[2] && rect[2] > o[0] && rect[1] < o[3] && rect[3] > o[1]);
    });
    return hit;
  }

  private each(rect: Rect, use: (list: Rect[]) => void): void {
    const clamp = (v: number, most: number) => Math.min(Math.max(Math.floor(v / this.size), -1), most);
    const rows = Math.ceil(this.height / this.size);
    for (let j = clamp(rect[1], rows); j <= clamp(rect[3], rows); j++) {
      for (let i = clamp(rect[0], this.columns - 2); i <= clamp(rect[2], this.columns - 2); i++) {
        const key = (j + 1) * this.columns + i + 1;
        let list = this.cells.get(key);
        if (!list) this.cells.set(key, (list = []));
        use(list);
      }
    }
  }
}
