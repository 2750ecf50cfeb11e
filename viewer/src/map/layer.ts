/** A layer of the map: a thing that is drawn. Still layers are drawn when the view changes, moving ones at each moment. */

import type { World } from "../data/world";
import type { Session } from "../state/session";
import type { Base } from "./base";
import type { Hits } from "./hits";
import type { Labels } from "./labels";
import type { Now } from "./now";
import type { Plane } from "./plane";
import type { Shapes } from "./shapes";
import type { Symbols } from "./symbols";
import type { Frame, MapState } from "./view";

/** Colours by the names of style/tokens.css, read once for each theme. */
export type Palette = Readonly<Record<string, string>>;

export interface Scene {
  session: Session;
  /** The run under the arrangement of this map; undefined where it is not at hand. */
  world: World | undefined;
  context: CanvasRenderingContext2D;
  plane: Plane;
  /** From the plane to pixels of the page. */
  frame: Frame;
  /** How much larger than at first (1 fits the theatre). */
  zoom: number;
  width: number;
  height: number;
  palette: Palette;
  t_s: number;
  state: MapState;
  base: Base;
  shapes: Shapes;
  symbols: Symbols;
  labels: Labels;
  hits: Hits;
  /** What of the moving world is seen at t_s. */
  now: Now;
}

export interface Entry {
  /** What the legend draws before the words. */
  mark: (context: CanvasRenderingContext2D, palette: Palette) => void;
  words: string;
}

export interface Layer {
  id: string;
  /** As the legend and the list of layers name it. */
  title: string;
  still: boolean;
  /** Whether there is anything to draw, so that the legend lists only that. */
  has(scene: Scene): boolean;
  draw(scene: Scene): void;
  /** Lines of the legend. */
  legend?(scene: Scene): Entry[];
}

/** Draw in kilometres of the plane; widths and dashes are pixels times the `px` that is given. */
export function inPlane(scene: Scene, draw: (context: CanvasRenderingContext2D, px: number) => void): void {
  const { context: c, frame: f } = scene;
  c.save();
  c.transform(f.k, 0, 0, f.k, f.dx, f.dy);
  draw(c, 1 / f.k);
  c.restore();
}

/** Pixels of an entity that stands somewhere; false where it does not. */
export function spotOf(scene: Scene, entity: number, out: { x: number; y: number }): boolean {
  const at = scene.session.file.entities[entity]?.at;
  if (!at) return false;
  scene.plane.forward(at[0], at[1], out);
  out.x = out.x * scene.frame.k + scene.frame.dx;
  out.y = out.y * scene.frame.k + scene.frame.dy;
  return true;
}
