/** Tracks of the chosen picture: class by colour and shape, open while tentative, with error, speed and trail. */

import { inPlane, type Layer, type Palette } from "../layer";
import { CLASS_COLOURS, classColour, classPath } from "../marks";
import { begin, flat, speed, trail } from "../now";
import { faint } from "../palette";

/** The speed vector is as long as the way of so many seconds. */
const VECTOR_S = 60;

const age = { x: 0, y: 0, t_s: 0 };

export const trackTrails: Layer = {
  id: "track-trails",
  title: "Trails of tracks",
  still: false,
  has: ({ now, state }) => now.tracks.n > 0 && state.trail_s.value > 0,
  draw(scene) {
    const { world, now: { tracks: o }, frame, plane, palette, t_s } = scene;
    if (!world) return;
    const points = flat(plane, world.tracks);
    inPlane(scene, (c, px) => {
      c.beginPath();
      for (let i = 0; i < o.n; i++) {
        const last = o.point[i]!;
        const from = trail(world.tracks.t_s, world.tracks.first[o.series[i]!]!, last, t_s, scene.state.trail_s.value);
        Object.assign(age, { x: (o.x[i]! - frame.dx) / frame.k, y: (o.y[i]! - frame.dy) / frame.k, t_s });
        begin(world.tracks.t_s, points, from, last, t_s - scene.state.trail_s.value, age);
        c.moveTo(age.x, age.y);
        for (let j = from + 1; j <= last; j++) c.lineTo(points.x[j]!, points.y[j]!);
        c.lineTo((o.x[i]! - frame.dx) / frame.k, (o.y[i]! - frame.dy) / frame.k);
      }
      c.strokeStyle = faint(palette["soft"]!, 0.7);
      c.lineWidth = 1.1 * px;
      c.stroke();
    });
  },
};

export const errors: Layer = {
  id: "errors",
  title: "Errors of tracks (2 sigma)",
  still: false,
  has: ({ now }) => now.tracks.n > 0,
  draw({ context: c, world, now: { tracks: o }, palette }) {
    if (!world) return;
    const k = world.tracks;
    c.beginPath();
    for (let i = 0; i < o.n; i++) {
      const row = o.point[i]!;
      const major = k.major_m[row]! * o.px[i]!;
      if (!(major > 4)) continue;
      const minor = Math.max(1, k.minor_m[row]! * o.px[i]!);
      const way = (k.bearing_deg[row]! * Math.PI) / 180 + o.north[i]! - Math.PI / 2;
      c.moveTo(o.x[i]! + major * Math.cos(way), o.y[i]! + major * Math.sin(way));
      c.ellipse(o.x[i]!, o.y[i]!, major, minor, way, 0, 2 * Math.PI);
    }
    c.fillStyle = faint(palette["ink"]!, 0.06);
    c.fill();
    c.strokeStyle = faint(palette["ink"]!, 0.45);
    c.lineWidth = 1;
    c.stroke();
  },
  legend: () => [{
    mark: (c, p) => {
      c.beginPath();
      c.ellipse(14, 8, 11, 5, -0.3, 0, 2 * Math.PI);
      c.fillStyle = faint(p["ink"]!, 0.06);
      c.fill();
      c.strokeStyle = faint(p["ink"]!, 0.45);
      c.stroke();
    },
    words: "Error of a track, 2 sigma",
  }],
};

export const tracks: Layer = {
  id: "tracks",
  title: "Tracks",
  still: false,
  has: ({ session }) => session.picture.value.of !== "truth",
  draw(scene) {
    const { context: c, world, now: { tracks: o }, palette, session, labels, hits } = scene;
    if (!world) return;
    const k = world.tracks;
    for (let of = 0; of < CLASS_COLOURS.length; of++) {
      for (const sure of [0, 1]) {
        c.beginPath();
        for (let i = 0; i < o.n; i++) {
          const row = o.point[i]!;
          if (k.class[row] !== of || k.confirmed[row] !== sure) continue;
          classPath(c, of, o.x[i]!, o.y[i]!, 6);
        }
        c.fillStyle = sure && of > 0 ? classColour(palette, of) : faint(palette["paper"]!, 0.6);
        c.strokeStyle = sure && of > 0 ? palette["paper"]! : classColour(palette, of);
        c.lineWidth = sure && of > 0 ? 1 : 2;
        c.fill();
        c.stroke();
      }
    }
    vectors(scene.context, palette, scene);
    for (let i = 0; i < o.n; i++) {
      const series = o.series[i]!;
      const row = o.point[i]!;
      const subject = k.subject[series]!;
      // An object that was chosen as what it really is (from the log, from the truth) is found only where the truth shows, too.
      const object = scene.state.ghost.value && subject >= 0 && session.selected.value === subject;
      const chosen = object || (session.track.value?.replay === world.replay && session.track.value.series === series);
      hits.add(o.x[i]!, o.y[i]!, -1, series);
      if (chosen) ring(c, palette, o.x[i]!, o.y[i]!);
      labels.block(o.x[i]! - 6, o.y[i]! - 6, o.x[i]! + 6, o.y[i]! + 6);
      labels.want({
        key: `track ${series}`, words: `${k.track[series]}${object ? ` (${session.file.entities[subject]?.id})` : ""}`,
        x: o.x[i]!, y: o.y[i]!, gap: 9, colour: palette["ink"]!, bold: chosen,
        priority: chosen ? 100 : 40 + k.class[row]! + 5 * k.confirmed[row]!,
      });
    }
  },
  legend: ({ session: { file } }) => [
    ...["not yet classed", ...file.codes.classes].slice(0, CLASS_COLOURS.length).map((words, of) => ({
      mark: (c: CanvasRenderingContext2D, p: Palette) => sample(c, p, of, true), words: `Track: ${words}`,
    })),
    { mark: (c, p) => sample(c, p, 3, false), words: "Open: tentative track" },
  ],
};

function vectors(c: CanvasRenderingContext2D, palette: Palette, { world, now: { tracks: o } }: Parameters<Layer["draw"]>[0]): void {
  c.beginPath();
  for (let i = 0; i < o.n; i++) {
    const way = o.way[i]!;
    const mps = speed(world!.tracks, o.series[i]!, o.point[i]!);
    if (Number.isNaN(way) || Number.isNaN(mps)) continue;
    const long = Math.min(90, mps * VECTOR_S * o.px[i]!);
    c.moveTo(o.x[i]! + 7 * Math.sin(way), o.y[i]! - 7 * Math.cos(way));
    c.lineTo(o.x[i]! + (7 + long) * Math.sin(way), o.y[i]! - (7 + long) * Math.cos(way));
  }
  c.strokeStyle = palette["ink"]!;
  c.lineWidth = 1.2;
  c.stroke();
}

export function ring(c: CanvasRenderingContext2D, palette: Palette, x: number, y: number, r = 12): void {
  c.strokeStyle = palette["focus"]!;
  c.lineWidth = 2.5;
  c.beginPath();
  c.arc(x, y, r, 0, 2 * Math.PI);
  c.stroke();
}

function sample(c: CanvasRenderingContext2D, palette: Palette, of: number, sure: boolean): void {
  c.beginPath();
  classPath(c, of, 14, 8, 6);
  c.fillStyle = sure && of > 0 ? classColour(palette, of) : palette["paper"]!;
  c.strokeStyle = classColour(palette, of);
  c.lineWidth = 2;
  c.fill();
  c.stroke();
}
