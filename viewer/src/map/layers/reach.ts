/** Coverage at a chosen height above ground, ranges of batteries, and the routes as written. */

import { inPlane, type Layer } from "../layer";
import { line, swatch } from "../marks";
import { faint } from "../palette";
import { present } from "../picture";
import { altitude } from "../text";
import { mannerOf } from "./territories";

export const coverage: Layer = {
  id: "coverage",
  title: "Coverage",
  still: true,
  has: ({ session, state }) => session.file.coverage.length > 0 && state.altitude_m.value >= 0,
  draw(scene) {
    const { session: { file }, world, palette, state } = scene;
    const arrangement = world?.replay.arrangement ?? "";
    inPlane(scene, (c, px) => {
      c.lineWidth = 1.5 * px;
      for (const one of scene.shapes.coverage(state.altitude_m.value, arrangement)) {
        const { colour } = mannerOf(file, palette, one.nation);
        c.fillStyle = faint(colour, one.what === "sensors" ? 0.1 : 0.16);
        c.strokeStyle = faint(colour, 0.8);
        c.setLineDash(one.what === "sensors" ? [] : [6 * px, 3 * px]);
        c.fill(one.path, "evenodd");
        c.stroke(one.path);
      }
    });
  },
  legend: ({ state, session: { file } }) =>
    (["sensors", "batteries"] as const)
      .filter((what) => file.coverage.some((one) => one.what === what && one.altitude_m === state.altitude_m.value))
      .map((what) => ({
        mark: (c, p) => swatch(c, faint(p["c0"]!, 0.2), p["c0"]!, what === "sensors" ? [] : [6, 3]),
        words: `${what === "sensors" ? "Seen by sensors" : "Reached by batteries"} at ${altitude(state.altitude_m.value)} above ground`,
      })),
};

export const ranges: Layer = {
  id: "ranges",
  title: "Ranges of batteries",
  still: true,
  has: ({ session }) => session.file.entities.some((one) => one.at && one.reach_m > 0),
  draw(scene) {
    const { session, palette } = scene;
    const there = present(session.file, scene.world);
    inPlane(scene, (c, px) => {
      for (const one of scene.shapes.ranges()) {
        if (!there(one.entity)) continue;
        const chosen = session.selected.value === one.entity;
        const colour = mannerOf(session.file, palette, one.nation).colour;
        c.strokeStyle = faint(colour, chosen ? 1 : 0.5);
        c.lineWidth = (chosen ? 2 : 1) * px;
        c.setLineDash(one.least ? [2 * px, 3 * px] : []);
        c.stroke(one.path);
        if (chosen && !one.least) {
          c.fillStyle = faint(colour, 0.08);
          c.fill(one.path);
        }
      }
    });
  },
  legend: ({ session: { file } }) => [
    { mark: (c, p) => line(c, p["c0"]!, [], 1), words: "Greatest range of a battery" },
    ...(file.entities.some((one) => one.least_m > 0)
      ? [{ mark: (c: CanvasRenderingContext2D, p: Readonly<Record<string, string>>) => line(c, p["c0"]!, [2, 3], 1), words: "Least range" }]
      : []),
  ],
};

export const routes: Layer = {
  id: "routes",
  title: "Routes as written",
  still: true,
  has: ({ session }) => session.picture.value.of === "truth" && session.file.entities.some((one) => one.route.length > 1),
  draw(scene) {
    inPlane(scene, (c, px) => {
      c.setLineDash([1.5 * px, 4 * px]);
      for (const one of scene.shapes.routes()) {
        const chosen = scene.session.selected.value === one.entity;
        c.strokeStyle = chosen ? scene.palette["ink"]! : faint(scene.palette["ink"]!, 0.38);
        c.lineWidth = (chosen ? 1.8 : 1) * px;
        c.stroke(one.path);
      }
    });
  },
  legend: () => [{ mark: (c, p) => line(c, p["soft"]!, [1.5, 4], 1.2), words: "Route as written" }],
};
