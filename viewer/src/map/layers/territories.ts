/** What the model takes as a nation's territory, disputed borders, and zones. */

import type { ViewerFile } from "../../data/format";
import { inPlane, type Layer, type Palette } from "../layer";
import { faint, manner } from "../palette";
import { line, swatch } from "../marks";

/** Nations with territory; those that have posts or sensors come first, so that they have the first colours. */
export function order(file: ViewerFile): string[] {
  const there = new Set(file.territories.map((one) => one.nation));
  const at = new Set(file.entities.filter((one) => one.kind === "post" || one.kind === "sensor").map((one) => one.nation));
  const ids = file.nations.map((one) => one.id).filter((id) => there.has(id));
  return [...ids.filter((id) => at.has(id)), ...ids.filter((id) => !at.has(id))];
}

export function mannerOf(file: ViewerFile, palette: Palette, nation: string) {
  const place = order(file).indexOf(nation);
  return place < 0 ? { colour: palette["soft"]!, dash: [] } : manner(palette, place);
}

const nationTitle = (file: ViewerFile, id: string) => file.nations.find((one) => one.id === id)?.title ?? id;

export const territories: Layer = {
  id: "territories",
  title: "Territories",
  still: true,
  has: ({ session }) => session.file.territories.length > 0,
  draw(scene) {
    const { file } = scene.session;
    inPlane(scene, (c, px) => {
      for (const one of scene.shapes.territories()) {
        const { colour, dash } = mannerOf(file, scene.palette, one.nation);
        c.fillStyle = faint(colour, 0.07);
        c.fill(one.path, "evenodd");
        c.setLineDash(dash.map((n) => n * px));
        c.strokeStyle = faint(colour, 0.7);
        c.lineWidth = 1.4 * px;
        c.stroke(one.path);
      }
    });
  },
  legend: ({ session: { file } }) =>
    [...new Set(file.territories.map((one) => one.nation))].map((nation) => ({
      mark: (c, palette) => {
        const { colour, dash } = mannerOf(file, palette, nation);
        swatch(c, faint(colour, 0.15), colour, dash);
      },
      words: `Territory: ${nationTitle(file, nation)}`,
    })),
};

export const disputed: Layer = {
  id: "disputed",
  title: "Disputed borders",
  still: true,
  has: ({ session }) => session.file.disputed.length > 0,
  draw(scene) {
    inPlane(scene, (c, px) => {
      c.setLineDash([5 * px, 4 * px]);
      c.strokeStyle = scene.palette["ink"]!;
      c.lineWidth = 1.5 * px;
      for (const one of scene.shapes.disputed()) c.stroke(one.path);
    });
  },
  legend: () => [{ mark: (c, p) => line(c, p["ink"]!, [5, 4], 1.5), words: "Disputed border" }],
};

export const zones: Layer = {
  id: "zones",
  title: "Zones",
  still: true,
  has: ({ session }) => session.file.zones.length > 0,
  draw(scene) {
    const { palette, plane, frame, labels, session } = scene;
    inPlane(scene, (c, px) => {
      c.setLineDash([2 * px, 3 * px]);
      c.strokeStyle = palette["c4"]!;
      c.fillStyle = faint(palette["c4"]!, 0.1);
      c.lineWidth = 1.4 * px;
      for (const one of scene.shapes.zones()) {
        c.fill(one.path, "evenodd");
        c.stroke(one.path);
      }
    });
    const p = { x: 0, y: 0 };
    for (const one of session.file.zones) {
      const top = one.rings.flat().reduce((a, b) => (b[1] > a[1] ? b : a), [0, -90]);
      plane.forward(top[0], top[1], p);
      labels.want({
        key: `zone ${one.id}`, words: one.title || one.id, x: p.x * frame.k + frame.dx, y: p.y * frame.k + frame.dy,
        gap: 4, priority: 25, colour: palette["c4"]!,
      });
    }
  },
  legend: () => [{ mark: (c, p) => swatch(c, faint(p["c4"]!, 0.15), p["c4"]!, [2, 3]), words: "Zone" }],
};
