/** Which part of the plane is seen, and how the map is set. Two maps of one session share it. */

import { signal, type Signal } from "@preact/signals";
import type { Session } from "../state/session";
import type { Box, Plane } from "./plane";

/** The middle of the map [km of the plane] and how much larger than at first (1 fits the theatre). */
export interface View {
  x: number;
  y: number;
  zoom: number;
}

/** From the plane to the page: px = x · k + dx. */
export interface Frame {
  k: number;
  dx: number;
  dy: number;
}

export const NEAREST = 200;
export const TRAILS_S = [0, 60, 300, 900, 1800, Infinity] as const;

/** Settings of the maps of a session. */
export class MapState {
  readonly view: Signal<View>;
  /** Height of the coverage that is drawn [m above ground], −1 none. */
  readonly altitude_m: Signal<number>;
  /** Length of the trails [s]. */
  readonly trail_s = signal(300);
  /** Whether the truth shows faintly under a picture that is not the truth. */
  readonly ghost = signal(false);
  /** Own script time of the last drawing of the moving layers [ms]. */
  frame_ms = 0;

  constructor(plane: Plane) {
    this.view = signal(whole(plane));
    this.altitude_m = signal(-1);
  }
}

const states = new WeakMap<Session, MapState>();

/** The settings that the maps of a session share. */
export function stateOf(session: Session, plane: Plane): MapState {
  const found = states.get(session);
  if (found) return found;
  const made = new MapState(plane);
  states.set(session, made);
  return made;
}

export function whole(plane: Plane): View {
  const b = plane.theatre;
  return { x: (b.x0 + b.x1) / 2, y: (b.y0 + b.y1) / 2, zoom: 1 };
}

/** Pixels for each kilometre where the theatre just fits. */
export function fitting(box: Box, width: number, height: number, margin = 18): number {
  const w = Math.max(1, width - 2 * margin);
  const h = Math.max(1, height - 2 * margin);
  return Math.min(w / (box.x1 - box.x0), h / (box.y1 - box.y0));
}

export function frameOf(plane: Plane, view: View, width: number, height: number): Frame {
  const k = fitting(plane.theatre, width, height) * view.zoom;
  return { k, dx: width / 2 - view.x * k, dy: height / 2 - view.y * k };
}

/** The part of the plane that a frame shows. */
export function seen(frame: Frame, width: number, height: number): Box {
  return { x0: -frame.dx / frame.k, y0: -frame.dy / frame.k, x1: (width - frame.dx) / frame.k, y1: (height - frame.dy) / frame.k };
}

/** Keep a view on the map. */
export function kept(plane: Plane, view: View): View {
  const b = plane.whole;
  return {
    x: Math.min(Math.max(view.x, b.x0), b.x1),
    y: Math.min(Math.max(view.y, b.y0), b.y1),
    zoom: Math.min(Math.max(view.zoom, 0.5), NEAREST),
  };
}

/** Move by parts of the page. */
export function panned(plane: Plane, view: View, right: number, down: number): View {
  const b = plane.theatre;
  const step = Math.max(b.x1 - b.x0, b.y1 - b.y0) / view.zoom;
  return kept(plane, { ...view, x: view.x + right * step, y: view.y + down * step });
}

export function zoomed(plane: Plane, view: View, times: number): View {
  return kept(plane, { ...view, zoom: view.zoom * times });
}

/** The view that d3's transform of a map of this size means, and back. */
export function viewOf(plane: Plane, t: { k: number; x: number; y: number }, width: number, height: number): View {
  return { x: (width / 2 - t.x) / t.k, y: (height / 2 - t.y) / t.k, zoom: t.k / fitting(plane.theatre, width, height) };
}
