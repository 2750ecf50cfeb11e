/** Meridians and parallels, named at the edges; the scale bar. */

import { geoDistance } from "d3-geo";
import { windowOf } from "../base";
import { inPlane, type Layer, type Scene } from "../layer";
import { EARTH_KM } from "../plane";
import { graticuleStep } from "../shapes";
import { degrees } from "../text";

function stepOf(scene: Scene): number {
  const { plane, frame, width, height } = scene;
  const y = (height / 2 - frame.dy) / frame.k;
  const west = plane.place(-frame.dx / frame.k, y)[0];
  const east = plane.place((width - frame.dx) / frame.k, y)[0];
  const span = east > west ? east - west : east - west + 360;
  return graticuleStep(span, Math.max(2, width / 180));
}

export const graticule: Layer = {
  id: "graticule",
  title: "Graticule",
  still: true,
  has: () => true,
  draw(scene) {
    const { plane, session, palette, shapes } = scene;
    const step = stepOf(scene);
    inPlane(scene, (c, px) => {
      c.strokeStyle = palette["grid"]!;
      c.lineWidth = px;
      c.stroke(shapes.graticule(step, windowOf(plane, session.file.scenario.theatre)));
    });
  },
};

export const edges: Layer = {
  id: "edges",
  title: "Degrees at the edges",
  still: true,
  has: ({ session }) => !session.hidden.value.has("graticule"),
  draw(scene) {
    edge(scene, stepOf(scene), "lon");
    edge(scene, stepOf(scene), "lat");
  },
};

/** Name the lines where they leave the page: meridians at the top, parallels at the right. */
function edge(scene: Scene, step: number, axis: "lat" | "lon"): void {
  const { context: c, plane, frame, width, height, palette, labels } = scene;
  const along = axis === "lon" ? width : height;
  const value = (s: number) => {
    const [x, y] = axis === "lon" ? [s, 0] : [width, s];
    const place = plane.place((x - frame.dx) / frame.k, (y - frame.dy) / frame.k);
    return axis === "lon" ? place[0] : place[1];
  };
  c.font = "11px system-ui, sans-serif";
  c.fillStyle = palette["soft"]!;
  c.textBaseline = "middle";
  let last = value(0);
  for (let s = 6; s <= along; s += 6) {
    const v = value(s);
    const crossed = Math.floor(v / step) !== Math.floor(last / step) && Math.abs(v - last) < 5 * step;
    if (crossed) {
      const at = Math.max(Math.floor(v / step), Math.floor(last / step)) * step;
      const middle = s - 6 * Math.abs((v - at) / (v - last));
      const words = degrees(at, step, axis);
      const w = c.measureText(words).width;
      const [x, y] = axis === "lon" ? [middle - w / 2, 9] : [width - w - 4, middle];
      const free = axis === "lon" ? x > 4 && x + w < width - 40 : y > 24 && y < height - 30;
      if (free) {
        c.lineWidth = 3;
        c.strokeStyle = palette["paper"]!;
        c.strokeText(words, x, y);
        c.fillText(words, x, y);
        labels.block(x - 2, y - 7, x + w + 2, y + 7);
      }
    }
    last = v;
  }
}

/** Kilometres that look round and fit in so many pixels. */
export function round(most_km: number): number {
  const ten = 10 ** Math.floor(Math.log10(most_km));
  return ([5, 2, 1].find((n) => n * ten <= most_km) ?? 1) * ten;
}

export const scale: Layer = {
  id: "scale",
  title: "Scale bar",
  still: true,
  has: () => true,
  draw(scene) {
    const { context: c, plane, frame, width, height, palette, labels } = scene;
    const y = (height / 2 - frame.dy) / frame.k;
    const a = plane.place((width / 2 - 50 - frame.dx) / frame.k, y);
    const b = plane.place((width / 2 + 50 - frame.dx) / frame.k, y);
    const km = geoDistance(a, b) * EARTH_KM;
    if (!(km > 0)) return;
    const long = round((km * Math.min(140, width / 4)) / 100);
    const px = (long / km) * 100;
    const [x0, y0] = [14, height - 14];
    labels.block(0, height - 38, x0 + px + 16, height);
    for (const [colour, w] of [[palette["paper"]!, 5], [palette["ink"]!, 1.6]] as const) {
      c.strokeStyle = colour;
      c.lineWidth = w;
      c.beginPath();
      c.moveTo(x0, y0 - 5);
      c.lineTo(x0, y0);
      c.lineTo(x0 + px, y0);
      c.lineTo(x0 + px, y0 - 5);
      c.stroke();
    }
    const words = long >= 1 ? `${long} km` : `${Math.round(long * 1000)} m`;
    c.font = "11px system-ui, sans-serif";
    c.textBaseline = "alphabetic";
    c.lineWidth = 3;
    c.strokeStyle = palette["paper"]!;
    c.strokeText(words, x0 + 4, y0 - 6);
    c.fillStyle = palette["ink"]!;
    c.fillText(words, x0 + 4, y0 - 6);
  },
};
