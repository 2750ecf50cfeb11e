/** Labels that do not lie on each other: the first that are asked for get their place, the others wait. */

export interface Wanted {
  id: string;
  text: string;
  x: number;
  y: number;
}

export interface Label extends Wanted {
  anchor: "start" | "end" | "middle";
}

/** Width of a letter and height of a line [px], as style/editor.css has them. */
const LETTER = 6.2;
const HEIGHT = 13;
const AWAY = 10;

export function labels(wanted: readonly Wanted[], taken: readonly { x: number; y: number }[]): Label[] {
  const boxes = taken.map(({ x, y }) => [x - 7, y - 7, x + 7, y + 7] as const);
  const put: Label[] = [];
  for (const one of wanted) {
    const width = one.text.length * LETTER;
    const ways = [
      { x: one.x + AWAY, y: one.y + 4, anchor: "start" as const, left: one.x + AWAY },
      { x: one.x - AWAY, y: one.y + 4, anchor: "end" as const, left: one.x - AWAY - width },
      { x: one.x, y: one.y - AWAY, anchor: "middle" as const, left: one.x - width / 2 },
      { x: one.x, y: one.y + AWAY + 9, anchor: "middle" as const, left: one.x - width / 2 },
    ];
    for (const way of ways) {
      const box = [way.left, way.y - HEIGHT + 2, way.left + width, way.y + 3] as const;
      if (boxes.some((other) => box[0] < other[2] && box[2] > other[0] && box[1] < other[3] && box[3] > other[1])) continue;
      boxes.push(box);
      put.push({ id: one.id, text: one.text, x: way.x, y: way.y, anchor: way.anchor });
      break;
    }
  }
  return put;
}
