/** Where objects ended. */

import { KIND, rowsOf } from "../happened";
import type { Layer, Palette } from "../layer";
import { flat } from "../now";

type Mark = "stopped" | "escorted" | "reached";
const OF: Record<string, Mark> = {
  destroyed: "stopped", crashed: "stopped", jammed: "stopped", "turned back": "escorted", "escorted out": "escorted",
  "forced to land": "escorted", reached: "reached",
};
const WORDS: Record<Mark, string> = {
  stopped: "Destroyed, crashed or jammed", escorted: "Turned back, escorted out, forced to land", reached: "Reached its goal",
};

export const fates: Layer = {
  id: "fates",
  title: "Where objects ended",
  still: false,
  has: ({ world, session }) => !!world && session.picture.value.of === "truth" && rowsOf(world.events, KIND.fate).row.length > 0,
  draw(scene) {
    const { context: c, world, session, plane, frame, palette, t_s, hits } = scene;
    if (!world || session.picture.value.of !== "truth") return;
    const e = world.events;
    const rows = rowsOf(e, KIND.fate);
    const points = flat(plane, world.truth);
    const series = seriesOf(world.truth.subject);
    for (let i = 0; i < rows.row.length && rows.t_s[i]! <= t_s; i++) {
      const row = rows.row[i]!;
      const mark = OF[session.file.codes.fates[e.value[row]!] ?? ""];
      const k = series.get(e.subject[row]!);
      if (!mark || k === undefined) continue;
      const last = world.truth.first[k + 1]! - 1;
      const x = points.x[last]! * frame.k + frame.dx;
      const y = points.y[last]! * frame.k + frame.dy;
      draw(c, palette, mark, x, y);
      hits.add(x, y, e.subject[row]!);
    }
  },
  legend: ({ session, world }) =>
    (Object.keys(WORDS) as Mark[])
      .filter((mark) => world && [...rowsOf(world.events, KIND.fate).row].some((row) => OF[session.file.codes.fates[world.events.value[row]!] ?? ""] === mark))
      .map((mark) => ({ mark: (c, p) => draw(c, p, mark, 14, 8), words: WORDS[mark] })),
};

const kept = new WeakMap<object, Map<number, number>>();

function seriesOf(subject: ArrayLike<number> & object): Map<number, number> {
  let found = kept.get(subject);
  if (!found) kept.set(subject, (found = new Map(Array.from(subject, (entity, k) => [entity, k]))));
  return found;
}

function draw(c: CanvasRenderingContext2D, palette: Palette, mark: Mark, x: number, y: number): void {
  c.lineWidth = 2;
  c.strokeStyle = mark === "reached" ? palette["c1"]! : palette["ink"]!;
  c.beginPath();
  if (mark === "stopped") {
    c.moveTo(x - 5, y - 5);
    c.lineTo(x + 5, y + 5);
    c.moveTo(x + 5, y - 5);
    c.lineTo(x - 5, y + 5);
  } else if (mark === "escorted") {
    c.arc(x, y + 1, 5, Math.PI, 2.2 * Math.PI);
    c.moveTo(x - 8, y - 2);
    c.lineTo(x - 5, y + 3);
    c.lineTo(x - 1, y - 1);
  } else {
    c.arc(x, y, 6, 0, 2 * Math.PI);
    c.moveTo(x + 2, y);
    c.arc(x, y, 2, 0, 2 * Math.PI);
  }
  c.stroke();
}
