/** What the map follows: the size of its element, the theme, the pointer, and what it shows. */

import { effect, untracked } from "@preact/signals";
import { select as d3select } from "d3-selection";
import { zoom as d3zoom, zoomIdentity, type D3ZoomEvent } from "d3-zoom";
import type { World } from "../data/world";
import type { Session } from "../state/session";
import type { Drawing, Ground } from "./draw";
import type { Palette } from "./layer";
import { palette as read, PRINT } from "./palette";
import { frameOf, kept, NEAREST, viewOf } from "./view";

export type Stop = () => void;

/** Follow the size of the element. */
export function followSize(element: HTMLElement, drawing: Drawing, changed: () => void): Stop {
  const follow = () => {
    const { clientWidth, clientHeight } = element;
    if (!clientWidth || !clientHeight) return;
    drawing.resize(clientWidth, clientHeight, devicePixelRatio || 1);
    changed();
  };
  const observer = new ResizeObserver(follow);
  observer.observe(element);
  follow();
  return () => observer.disconnect();
}

/** Follow the theme of the page, and white paper while it prints. */
export function followTheme(set: (palette: Palette) => void): Stop {
  const system = matchMedia("(prefers-color-scheme: dark)");
  const paper = matchMedia("print");
  const follow = () => set(paper.matches ? PRINT : read());
  const before = () => set(PRINT);
  const observer = new MutationObserver(follow);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme", "class"] });
  system.addEventListener("change", follow);
  paper.addEventListener("change", follow);
  addEventListener("beforeprint", before);
  addEventListener("afterprint", follow);
  follow();
  return () => {
    observer.disconnect();
    system.removeEventListener("change", follow);
    paper.removeEventListener("change", follow);
    removeEventListener("beforeprint", before);
    removeEventListener("afterprint", follow);
  };
}

/** Pan, wheel and pinch; the view is shared, so d3's own state follows it. */
export function followZoom(element: HTMLElement, { plane, state }: Ground, drawing: { value: Drawing | undefined }): Stop {
  const selection = d3select<HTMLElement, unknown>(element);
  const behaviour = d3zoom<HTMLElement, unknown>()
    .filter((e: MouseEvent) => !e.button && !(e.target as Element).closest("button, details, label"))
    .clickDistance(5)
    .on("zoom", (e: D3ZoomEvent<HTMLElement, unknown>) => {
      const made = drawing.value;
      if (e.sourceEvent && made) state.view.value = kept(plane, viewOf(plane, e.transform, made.width, made.height));
    });
  selection.call(behaviour).on("keydown.zoom", null);
  const stop = effect(() => {
    const made = drawing.value; // a new size is a new transform
    if (!made) return;
    const frame = frameOf(plane, state.view.value, made.width, made.height);
    const fit = frame.k / state.view.value.zoom;
    behaviour.scaleExtent([fit * 0.5, fit * NEAREST]);
    // Without an event: only what d3 remembers changes.
    (element as HTMLElement & { __zoom: unknown }).__zoom = zoomIdentity.translate(frame.dx, frame.dy).scale(frame.k);
  });
  return () => {
    stop();
    selection.on(".zoom", null);
  };
}

/** Draw when something changed, at most once a frame; a change of colours for print draws at once. */
export function painter(
  world: () => World | undefined, drawing: { value: Drawing | undefined }, colours: { value: Palette | undefined },
  session: Session, { state }: Ground,
): Stop {
  let wanted = 0;
  let still = true;
  const paint = () => {
    cancelAnimationFrame(wanted); // what a frame was asked for is drawn now
    wanted = 0;
    const made = drawing.value;
    const palette = colours.value;
    if (!made || !palette) return;
    if (still) made.drawStill(world(), palette);
    still = false;
    made.drawMoving(world(), palette);
  };
  const ask = () => (wanted ||= requestAnimationFrame(paint));
  const stops = [
    effect(() => {
      void [world()?.replay.arrangement, drawing.value, state.view.value, state.altitude_m.value, session.hidden.value];
      void [session.selected.value, session.track.value, session.picture.value];
      still = true;
      if (colours.value === PRINT) untracked(paint);
      else ask();
    }),
    effect(() => {
      void [world(), state.trail_s.value, state.ghost.value];
      ask();
    }),
    // Time is drawn at once: who sets the clock finds the map drawn, and a clock that runs sets it once a frame.
    effect(() => {
      void session.t_s.value;
      untracked(paint); // else it would follow all that drawing reads, and draw twice
    }),
  ];
  return () => {
    stops.forEach((stop) => stop());
    cancelAnimationFrame(wanted);
  };
}
