/** A layer of the map: a thing that is drawn. Still layers are drawn when the view changes, moving ones at each moment. */

import type { GeoProjection } from "d3-geo";
import type { World } from "../data/world";
import type { Session } from "../state/session";

/** Colours by the names of style/tokens.css, read once for each theme. */
export type Palette = Readonly<Record<string, string>>;

export interface Scene {
  session: Session;
  /** The run under the arrangement of this map; undefined where it is not at hand. */
  world: World | undefined;
  context: CanvasRenderingContext2D;
  /** From [longitude, latitude] to pixels of the page. */
  projection: GeoProjection;
  /** How much larger than at first (1 fits the theatre). */
  zoom: number;
  width: number;
  height: number;
  palette: Palette;
  t_s: number;
}

export interface Layer {
  id: string;
  /** As the legend and the list of layers name it. */
  title: string;
  still: boolean;
  draw(scene: Scene): void;
}
