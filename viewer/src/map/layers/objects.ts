/** Objects where they really are: trails, courses and symbols. */

import type { Entity } from "../../data/format";
import type { Layer, Palette, Scene } from "../layer";
import { head } from "../marks";
import { begin, flat, trail } from "../now";
import { faint } from "../palette";

/** Above so many on the page, symbols give way to arrowheads. */
const SYMBOLS = 120;

const age = { x: 0, y: 0, t_s: 0 };

type Group = "intruder" | "civil" | "other";
const GROUPS: Record<Group, { colour: string; words: string }> = {
  intruder: { colour: "c1", words: "Intruder, where it really is" },
  civil: { colour: "c2", words: "Civil traffic, where it really is" },
  other: { colour: "c0", words: "Other aircraft, where they really are" },
};

export function groupOf(one: Entity | undefined): Group {
  if (one?.civil) return "civil";
  return one?.kind === "intruder" ? "intruder" : one?.kind === "traffic" ? "civil" : "other";
}

function opacity(scene: Scene): number {
  return scene.session.picture.value.of === "truth" ? 1 : 0.4;
}

function each(scene: Scene, group: Group, use: (i: number, entity: number) => void): void {
  const { world, now, session } = scene;
  if (!world) return;
  for (let i = 0; i < now.objects.n; i++) {
    const entity = world.truth.subject[now.objects.series[i]!]!;
    if (groupOf(session.file.entities[entity]) === group) use(i, entity);
  }
}

export const trails: Layer = {
  id: "trails",
  title: "Trails",
  still: false,
  has: ({ now, state }) => now.objects.n > 0 && state.trail_s.value > 0,
  draw(scene) {
    const { context: c, world, now, frame, palette, plane, t_s } = scene;
    if (!world) return;
    const points = flat(plane, world.truth);
    const times = world.truth.t_s;
    const long = scene.state.trail_s.value;
    c.lineWidth = 1.4;
    for (const group of Object.keys(GROUPS) as Group[]) {
      c.beginPath();
      each(scene, group, (i) => {
        const k = now.objects.series[i]!;
        const last = now.objects.point[i]!;
        const from = trail(times, world.truth.first[k]!, last, t_s, long);
        Object.assign(age, { x: (now.objects.x[i]! - frame.dx) / frame.k, y: (now.objects.y[i]! - frame.dy) / frame.k, t_s });
        begin(times, points, from, last, t_s - long, age);
        c.moveTo(age.x * frame.k + frame.dx, age.y * frame.k + frame.dy);
        for (let j = from + 1; j <= last; j++) c.lineTo(points.x[j]! * frame.k + frame.dx, points.y[j]! * frame.k + frame.dy);
        c.lineTo(now.objects.x[i]!, now.objects.y[i]!);
      });
      c.strokeStyle = faint(palette[GROUPS[group].colour]!, 0.5 * opacity(scene));
      c.stroke();
    }
  },
};

export const objects: Layer = {
  id: "objects",
  title: "Objects",
  still: false,
  has: ({ now }) => now.objects.n > 0,
  draw(scene) {
    const { context: c, palette, now } = scene;
    const many = now.objects.n > SYMBOLS;
    c.globalAlpha = opacity(scene);
    for (const group of Object.keys(GROUPS) as Group[]) {
      const colour = palette[GROUPS[group].colour]!;
      each(scene, group, (i, entity) => one(scene, i, entity, many, colour));
    }
    c.globalAlpha = 1;
  },
  legend: (scene) =>
    (Object.keys(GROUPS) as Group[])
      .filter((group) => scene.session.file.entities.some((one) => isObject(one) && groupOf(one) === group))
      .map((group) => ({ mark: (c, p) => legendMark(c, p, group), words: GROUPS[group].words })),
};

const isObject = (one: Entity) => one.kind === "intruder" || one.kind === "traffic" || one.kind === "airborne";

function legendMark(c: CanvasRenderingContext2D, palette: Palette, group: Group): void {
  c.strokeStyle = c.fillStyle = palette[GROUPS[group].colour]!;
  c.lineWidth = 1.4;
  c.beginPath();
  c.moveTo(2, 8);
  c.lineTo(16, 8);
  c.stroke();
  c.beginPath();
  head(c, 18, 8, Math.PI / 2, 6);
  c.fill();
}

/** One object: its symbol with the course before it, or an arrowhead. */
function one(scene: Scene, i: number, entity: number, many: boolean, colour: string): void {
  const { context: c, now: { objects: o }, symbols, session, labels, hits, palette } = scene;
  const of = session.file.entities[entity];
  const x = o.x[i]!;
  const y = o.y[i]!;
  const truth = session.picture.value.of === "truth";
  const bitmap = many || !truth || !of ? null : symbols.get(of.sidc, scene.width < 700 ? 10 : 13);
  let gap = 8;
  if (bitmap) {
    gap = Math.max(bitmap.width, bitmap.height) / 2 + 2;
    const way = o.way[i]!;
    const edge = palette["paper"]!;
    if (!Number.isNaN(way)) symbols.arrow(c, colour, edge, 3.6, x + Math.sin(way) * (gap + 3), y - Math.cos(way) * (gap + 3), way);
    c.drawImage(bitmap.image, x - bitmap.ax, y - bitmap.ay, bitmap.width, bitmap.height);
  } else symbols.arrow(c, colour, palette["paper"]!, many ? 4 : 5.5, x, y, o.way[i]!);
  if (!truth) return;
  hits.add(x, y, entity);
  const chosen = session.selected.value === entity;
  if (many && !chosen) return;
  labels.block(x - gap * 0.8, y - gap * 0.8, x + gap * 0.8, y + gap * 0.8);
  labels.want({
    key: `object ${entity}`, words: of?.id ?? "", x, y, gap: gap + 2, colour: palette["ink"]!, bold: chosen,
    priority: chosen ? 100 : groupOf(of) === "intruder" ? 60 : 40,
  });
}
