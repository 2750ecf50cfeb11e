/** Which part of the plane is seen, and how the map is set. Two maps of one session share it. */

import type { Signal } from "@preact/signals";
import type { Session, View } from "../state/session";
import type { Box, Plane } from "./plane";

export { TRAILS_S, type View } from "../state/session";

/** From the plane to the page: px = x · k + dx. */
export interface Frame {
  k: number;
  dx: number;
  dy: number;
}

export const NEAREST = 200;

/** Settings of the maps of a session, as its address has them. */
export class MapState {
  readonly altitude_m: Signal<number>;
  readonly trail_s: Signal<number>;
  readonly ghost: Signal<boolean>;
  /** What is seen; the whole theatre is what an address need not say. */
  readonly view: { value: View };
  /** Own script time of the last drawing of the moving layers [ms]. */
  frame_ms = 0;

  constructor(session: Session, plane: Plane) {
    this.altitude_m = session.altitude_m;
    this.trail_s = session.trail_s;
    this.ghost = session.ghost;
    const all = whole(plane);
    this.view = {
      get value() {
        return session.view.value ? kept(plane, session.view.value) : all;
      },
      set value(next: View) {
        session.view.value = next.x === all.x && next.y === all.y && next.zoom === 1 ? undefined : next;
      },
    };
  }
}

const states = new WeakMap<Session, MapState>();

/** The settings that the maps of a session share. */
export function stateOf(session: Session, plane: Plane): MapState {
  const found = states.get(session);
  if (found) return found;
  const made = new MapState(session, plane);
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
