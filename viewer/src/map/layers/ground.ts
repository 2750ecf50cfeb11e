/** Sea, land and the borders of the base map; names of countries. */

import { faint } from "../palette";
import { inPlane, type Layer } from "../layer";

const FINE = 4;

export const ground: Layer = {
  id: "ground",
  title: "Land and sea",
  still: true,
  has: () => true,
  draw(scene) {
    const { context, palette, width, height } = scene;
    context.fillStyle = palette["sea"]!;
    context.fillRect(0, 0, width, height);
    inPlane(scene, (c, px) => {
      const fine = scene.zoom > FINE;
      c.lineJoin = "round";
      c.fillStyle = palette["land"]!;
      c.fill(scene.base.land(fine));
      c.strokeStyle = palette["line"]!;
      c.lineWidth = px;
      c.stroke(scene.base.land(fine));
      // The territories have finer borders of their own: the coarse ones step back where both would show.
      c.strokeStyle = faint(palette["border"]!, fine && scene.shapes.territories().length > 0 ? 0.35 : 1);
      c.lineWidth = 1.2 * px;
      c.stroke(scene.base.lines(fine));
    });
  },
};

export const names: Layer = {
  id: "names",
  title: "Names of countries",
  still: true,
  has: () => true,
  draw({ base, frame, palette, labels }) {
    base.names().forEach((one, i) => {
      labels.want({
        key: `country ${one.words}`, words: one.words.toUpperCase(), x: one.x * frame.k + frame.dx, y: one.y * frame.k + frame.dy,
        gap: 0, priority: 30 - i / 10, colour: palette["soft"]!, centred: true,
      });
    });
  },
};
