/** What is done at the moment: messages along links, shots, interceptors on their way, posts that are not heard. */

import { spotOf, type Layer, type Palette, type Scene } from "../layer";
import { engagements, KIND, lately, rowsOf } from "../happened";
import { line } from "../marks";
import { faint } from "../palette";
import { arrangementOf, commands, knows, posts } from "../picture";

/** Seconds of the page that a message takes to run, and a mark stays. */
const RUN_S = 2.5;
const STAY_S = 3;

interface Message {
  kind: number;
  words: string;
  colour: string;
  dash: number[];
  /** From the other to the actor. */
  back: boolean;
}

const MESSAGES: Message[] = [
  { kind: KIND.told, words: "Word of an object", colour: "c5", dash: [], back: true },
  { kind: KIND.requested, words: "Decision requested", colour: "c4", dash: [8, 4], back: false },
  { kind: KIND.asked, words: "Consent asked", colour: "c3", dash: [2, 4], back: false },
  { kind: KIND.given, words: "Consent given", colour: "c2", dash: [10, 3, 2, 3], back: false },
  { kind: KIND.refused, words: "Consent refused", colour: "c1", dash: [4, 6], back: false },
  { kind: KIND.ordered, words: "Order", colour: "c0", dash: [14, 4], back: false },
];

/** Seconds of the scenario that some seconds of the page are, at least so many. */
function span(scene: Scene, page_s: number): number {
  return Math.max(5, page_s * scene.session.speed.value);
}

/** Asks of a unit whether those whose picture it is know what it does. */
function known(scene: Scene): (unit: number) => boolean {
  const { session: { file, picture }, world } = scene;
  const of = posts(file, world, picture.value);
  const arrangement = arrangementOf(file, world);
  return (unit) => commands(file, arrangement, picture.value, of, unit);
}

const a = { x: 0, y: 0 };
const b = { x: 0, y: 0 };

export const messages: Layer = {
  id: "messages",
  title: "Messages",
  still: false,
  has: ({ world }) => !!world && world.events.n > 0,
  draw(scene) {
    const { world, session, t_s } = scene;
    if (!world) return;
    const e = world.events;
    const long = span(scene, RUN_S);
    const of = posts(session.file, world, session.picture.value);
    for (const message of MESSAGES) {
      for (const row of lately(e, t_s, long, 120, message.kind)) {
        if (!knows(session.file, session.picture.value, of, e, row)) continue;
        const from = message.back ? e.other[row]! : e.actor[row]!;
        const to = message.back ? e.actor[row]! : e.other[row]!;
        if (from === to || !spotOf(scene, from, a) || !spotOf(scene, to, b)) continue;
        dash(scene, message, (t_s - e.t_s[row]!) / long);
      }
    }
  },
  legend: ({ world }) =>
    MESSAGES.filter((one) => world && rowsOf(world.events, one.kind).row.length > 0).map((one) => ({
      mark: (c, p) => line(c, p[one.colour]!, one.dash, 2.4), words: one.words,
    })),
};

/** A line from a to b that fades, and a head that runs along it. */
function dash({ context: c, palette }: Scene, message: Message, part: number): void {
  const colour = palette[message.colour]!;
  if (Math.hypot(b.x - a.x, b.y - a.y) < 3) {
    c.strokeStyle = faint(colour, 1 - part);
    c.lineWidth = 2.4;
    c.beginPath();
    c.arc(a.x, a.y, 8 + 10 * part, 0, 2 * Math.PI);
    c.stroke();
    return;
  }
  c.setLineDash(message.dash);
  c.strokeStyle = faint(colour, 0.85 - 0.6 * part);
  c.lineWidth = 2.4;
  c.beginPath();
  c.moveTo(a.x, a.y);
  c.lineTo(b.x, b.y);
  c.stroke();
  c.setLineDash([]);
  const at = Math.min(1, part * 1.25);
  c.fillStyle = colour;
  c.strokeStyle = palette["paper"]!;
  c.lineWidth = 1;
  c.beginPath();
  c.arc(a.x + at * (b.x - a.x), a.y + at * (b.y - a.y), 4, 0, 2 * Math.PI);
  c.fill();
  c.stroke();
}

export const intercepts: Layer = {
  id: "intercepts",
  title: "Fighters on their way",
  still: false,
  has: ({ world }) => !!world && rowsOf(world.events, KIND.airborne).row.length > 0,
  draw(scene) {
    const { context: c, world, now, palette, t_s } = scene;
    if (!world) return;
    const own = known(scene);
    c.setLineDash([6, 5]);
    c.strokeStyle = faint(palette["c0"]!, 0.75);
    c.lineWidth = 1.4;
    c.beginPath();
    for (const one of engagements(world.events, KIND.airborne, KIND.contact, KIND.escort, KIND.hit, KIND.missed, KIND.notEngaged)) {
      const target = now.shown.get(one.subject);
      if (one.from_s > t_s || one.till_s <= t_s || !target || !own(one.actor) || !spotOf(scene, one.actor, a)) continue;
      c.moveTo(a.x, a.y);
      c.lineTo(target.x, target.y);
    }
    c.stroke();
    c.setLineDash([]);
  },
  legend: () => [{ mark: (c, p) => line(c, p["c0"]!, [6, 5], 1.4), words: "Airfield of a fighter on its way, to its object" }],
};

export const shots: Layer = {
  id: "shots",
  title: "Shots",
  still: false,
  has: ({ world }) => !!world && rowsOf(world.events, KIND.fired).row.length > 0,
  draw(scene) {
    const { context: c, world, now, palette, t_s } = scene;
    if (!world) return;
    const own = known(scene);
    c.lineWidth = 2;
    for (const one of engagements(world.events, KIND.fired, KIND.hit, KIND.missed)) {
      if (one.from_s > t_s) break;
      const target = now.shown.get(one.subject);
      if (one.till_s <= t_s || !target || !own(one.actor) || !spotOf(scene, one.actor, a)) continue;
      c.strokeStyle = palette["c1"]!;
      c.beginPath();
      c.moveTo(a.x, a.y);
      c.lineTo(target.x, target.y);
      c.stroke();
    }
    for (const row of lately(world.events, t_s, span(scene, STAY_S), 60, KIND.missed)) {
      const target = now.shown.get(world.events.subject[row]!);
      if (target && own(world.events.actor[row]!)) missed(c, palette, target.x, target.y);
    }
  },
  legend: () => [
    { mark: (c, p) => line(c, p["c1"]!, [], 2), words: "Shot under way" },
    { mark: (c, p) => missed(c, p, 14, 8), words: "Missed" },
  ],
};

function missed(c: CanvasRenderingContext2D, palette: Palette, x: number, y: number): void {
  c.strokeStyle = palette["ink"]!;
  c.lineWidth = 1.5;
  c.setLineDash([3, 2]);
  c.beginPath();
  c.arc(x, y, 7, 0, 2 * Math.PI);
  c.stroke();
  c.setLineDash([]);
}

export const silent: Layer = {
  id: "silent",
  title: "Posts not heard",
  still: false,
  has: ({ world }) => !!world && rowsOf(world.events, KIND.autonomous).row.length > 0,
  draw(scene) {
    const { context: c, world, palette } = scene;
    if (!world) return;
    c.strokeStyle = palette["c1"]!;
    c.lineWidth = 2;
    const lost = new Set<number>();
    const own = known(scene);
    for (const [unit, post] of alone(scene)) {
      if (!own(unit)) continue;
      lost.add(post);
      if (!spotOf(scene, unit, a)) continue;
      c.setLineDash([4, 3]);
      c.beginPath();
      c.arc(a.x, a.y, 15, 0, 2 * Math.PI);
      c.stroke();
    }
    c.setLineDash([]);
    for (const post of lost) if (spotOf(scene, post, a)) cross(c, a.x, a.y, 11);
  },
  legend: () => [
    { mark: (c, p) => ((c.strokeStyle = p["c1"]!), (c.lineWidth = 2), cross(c, 14, 8, 6)), words: "Post that is not heard" },
    { mark: (c, p) => line(c, p["c1"]!, [4, 3], 2), words: "Ring: its unit acts by itself" },
  ],
};

/** Units that act by themselves now, with the post each lost. */
export function alone({ world, t_s }: Pick<Scene, "world" | "t_s">): Map<number, number> {
  const out = new Map<number, number>();
  if (!world) return out;
  const e = world.events;
  const rows = rowsOf(e, KIND.autonomous, KIND.commanded);
  for (let i = 0; i < rows.row.length && rows.t_s[i]! <= t_s; i++) {
    const row = rows.row[i]!;
    if (e.kind[row] === KIND.autonomous) out.set(e.actor[row]!, e.other[row]!);
    else out.delete(e.actor[row]!);
  }
  return out;
}

export function cross(c: CanvasRenderingContext2D, x: number, y: number, r: number): void {
  c.beginPath();
  c.moveTo(x - r, y - r);
  c.lineTo(x + r, y + r);
  c.moveTo(x + r, y - r);
  c.lineTo(x - r, y + r);
  c.stroke();
}
