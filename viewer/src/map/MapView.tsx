/** The map of one run under one arrangement: two canvases, its legend, and the same in words. */

import { effect, useSignal } from "@preact/signals";
import { select as d3select } from "d3-selection";
import { zoom as d3zoom, zoomIdentity, type D3ZoomEvent } from "d3-zoom";
import { useEffect, useRef } from "preact/hooks";
import atlas from "world-atlas/countries-50m.json";
import type { World } from "../data/world";
import type { Session } from "../state/session";
import type { Countries } from "./base";
import { Drawing, groundOf, type Ground } from "./draw";
import { Spoken, Table } from "./Equivalent";
import { Legend } from "./Legend";
import type { Palette } from "./layer";
import { palette as read, PRINT } from "./palette";
import { tooltip } from "./tooltip";
import { frameOf, kept, NEAREST, panned, viewOf, whole, zoomed } from "./view";
import "./map.css";

export interface MapViewProps {
  session: Session;
  world: World | undefined;
  /** The arrangement, for the name of the map. "" none. */
  title: string;
  /** What the map is, for those who do not see it. */
  label?: string;
  /** Whether this map carries the legend (one of two maps does). */
  legend?: boolean;
  /** What a click on something does; it is selected where nothing is said. */
  select?: (entity: number) => void;
}

export function MapView({ session, world, title, label = `Map${title ? `: ${title}` : ""}`, legend = true, select }: MapViewProps) {
  const ground = groundOf(session, atlas as unknown as Countries);
  const box = useRef<HTMLDivElement>(null);
  const table = useSignal(false);
  const tip = useSignal<{ x: number; y: number; lines: string[] } | null>(null);
  const drawing = useSignal<Drawing | undefined>(undefined);
  const colours = useSignal<Palette | undefined>(undefined);
  const shown = useSignal(world);
  shown.value = world;
  const choose = select ?? ((entity: number) => (session.selected.value = entity));

  useEffect(() => {
    const element = box.current!;
    const [still, moving] = [...element.querySelectorAll("canvas")].slice(0, 2).map((one) => one.getContext("2d")!);
    const made = new Drawing(session, ground, still!, moving!);
    const size = useSize(element, made, () => (drawing.value = undefined, drawing.value = made));
    const theme = useTheme((one) => (colours.value = one));
    const zooming = useZoom(element, ground, drawing);
    const paint = painter(() => shown.value, drawing, colours, session, ground);
    return () => [size, theme, zooming, paint].forEach((stop) => stop());
  }, [session]);

  const { state, plane } = ground;
  const under = (e: PointerEvent | MouseEvent) => {
    const at = box.current!.getBoundingClientRect();
    const [x, y] = [e.clientX - at.left, e.clientY - at.top];
    const made = drawing.value;
    return { x, y, hit: made?.movingHits.find(x, y) ?? made?.stillHits.find(x, y) };
  };
  const go = (next: typeof state.view.value) => (state.view.value = next);
  const key = (e: KeyboardEvent) => {
    const step = e.shiftKey ? 0.4 : 0.1;
    const moves: Record<string, () => void> = {
      ArrowLeft: () => go(panned(plane, state.view.value, -step, 0)), ArrowRight: () => go(panned(plane, state.view.value, step, 0)),
      ArrowUp: () => go(panned(plane, state.view.value, 0, -step)), ArrowDown: () => go(panned(plane, state.view.value, 0, step)),
      "+": () => go(zoomed(plane, state.view.value, 1.4)), "=": () => go(zoomed(plane, state.view.value, 1.4)),
      "-": () => go(zoomed(plane, state.view.value, 1 / 1.4)), "0": () => go(whole(plane)),
    };
    const move = moves[e.key];
    if (!move || e.ctrlKey || e.metaKey || e.altKey) return;
    move();
    e.preventDefault();
    e.stopPropagation();
  };
  const scene = drawing.value && colours.value ? drawing.value.legendScene(world, colours.value) : undefined;

  return (
    <section class="map" aria-label={label}>
      <div
        ref={box} class="map-box" tabIndex={0} role="application" aria-roledescription="map"
        aria-label={`${label}. Arrows move, plus and minus zoom, zero shows all; the table says the same in words.`}
        onKeyDown={key}
        onPointerMove={(e) => {
          const { x, y, hit } = under(e);
          tip.value = hit ? { x, y, lines: tooltip(session, world, drawing.value!.now, hit) } : null;
        }}
        onPointerLeave={() => (tip.value = null)}
        onClick={(e) => {
          const { hit } = under(e);
          if (hit && hit.entity >= 0) choose(hit.entity);
        }}
      >
        <canvas class="map-canvas" aria-hidden="true" />
        <canvas class="map-canvas" aria-hidden="true" />
        <Tip of={tip.value} width={drawing.value?.width ?? 0} />
      </div>
      {!world && <p class="map-missing">This run is not at hand under this arrangement.</p>}
      <div class="map-buttons">
        <button type="button" aria-label="Zoom in" onClick={() => go(zoomed(plane, state.view.value, 1.6))}>+</button>
        <button type="button" aria-label="Zoom out" onClick={() => go(zoomed(plane, state.view.value, 1 / 1.6))}>−</button>
        <button type="button" aria-label="Show the whole theatre" onClick={() => go(whole(plane))}>⤢</button>
        <button type="button" aria-label="Show the map as a table" onClick={() => (table.value = true)}>≡</button>
      </div>
      {legend && scene && <Legend scene={scene} open={scene.width >= 1000 && scene.height >= 500} />}
      <Spoken session={session} world={world} />
      {table.value && <Table session={session} world={world} close={() => (table.value = false)} select={choose} />}
    </section>
  );
}

function Tip({ of, width }: { of: { x: number; y: number; lines: string[] } | null; width: number }) {
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!ref.current || !of) return;
    const left = of.x > width - 220;
    ref.current.style.transform = `translate(${of.x + (left ? -14 : 14)}px, ${of.y + 14}px) translateX(${left ? "-100%" : "0"})`;
  });
  if (!of || !of.lines.length) return null;
  return <div ref={ref} class="map-tip" aria-hidden="true">{of.lines.map((line, i) => <div key={i}>{line}</div>)}</div>;
}

type Stop = () => void;

/** Follow the size of the element. */
function useSize(element: HTMLElement, drawing: Drawing, changed: () => void): Stop {
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
function useTheme(set: (palette: Palette) => void): Stop {
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
function useZoom(element: HTMLElement, { plane, state }: Ground, drawing: { value: Drawing | undefined }): Stop {
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
function painter(
  world: () => World | undefined, drawing: { value: Drawing | undefined }, colours: { value: Palette | undefined },
  session: Session, { state }: Ground,
): Stop {
  let wanted = 0;
  let still = true;
  const paint = () => {
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
      void [session.selected.value, session.picture.value];
      still = true;
      if (colours.value === PRINT) paint();
      else ask();
    }),
    effect(() => {
      void [world(), state.trail_s.value, state.ghost.value];
      ask();
    }),
    // Time is drawn at once: who sets the clock finds the map drawn, and a clock that runs sets it once a frame.
    effect(() => {
      void session.t_s.value;
      paint();
    }),
  ];
  return () => {
    stops.forEach((stop) => stop());
    cancelAnimationFrame(wanted);
  };
}
