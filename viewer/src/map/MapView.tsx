/** The map of one run under one arrangement: two canvases, its legend, and the same in words. */

import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import atlas from "world-atlas/countries-50m.json";
import type { World } from "../data/world";
import type { Session } from "../state/session";
import type { Countries } from "./base";
import { Drawing, groundOf } from "./draw";
import { Spoken, Table } from "./Equivalent";
import { followSize, followTheme, followZoom, painter } from "./follow";
import { Legend } from "./Legend";
import type { Palette } from "./layer";
import { posts } from "./picture";
import { tooltip } from "./tooltip";
import { panned, whole, zoomed } from "./view";
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
  /** Whether it is read out as it changes (one of two maps is). */
  live?: boolean;
  /** What a click on something does; it is selected where nothing is said. */
  select?: (entity: number) => void;
}

export function MapView({ session, world, title, label = `Map${title ? `: ${title}` : ""}`, legend = true, live = true, select }: MapViewProps) {
  const ground = groundOf(session, atlas as unknown as Countries);
  const box = useRef<HTMLDivElement>(null);
  const table = useSignal(false);
  const tip = useSignal<{ x: number; y: number; lines: string[] } | null>(null);
  const drawing = useSignal<Drawing | undefined>(undefined);
  const colours = useSignal<Palette | undefined>(undefined);
  const shown = useSignal(world);
  shown.value = world;
  const choose = select ?? ((entity: number) => session.select(entity));

  useEffect(() => {
    const element = box.current!;
    const [still, moving] = [...element.querySelectorAll("canvas")].slice(0, 2).map((one) => one.getContext("2d")!);
    const made = new Drawing(session, ground, still!, moving!);
    const size = followSize(element, made, () => (drawing.value = undefined, drawing.value = made));
    const theme = followTheme((one) => (colours.value = one));
    const zooming = followZoom(element, ground, drawing);
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
          if (hit && hit.track >= 0 && world) session.selectTrack({ replay: world.replay, series: hit.track });
          else if (hit && hit.entity >= 0) choose(hit.entity);
        }}
      >
        <canvas class="map-canvas" aria-hidden="true" />
        <canvas class="map-canvas" aria-hidden="true" />
        <Tip of={tip.value} width={drawing.value?.width ?? 0} />
      </div>
      {!world && <p class="map-missing">This run is not at hand under this arrangement.</p>}
      {world && unfused(session, world) && <p class="map-missing">Nobody fuses the pictures under this arrangement.</p>}
      <div class="map-buttons">
        <button type="button" aria-label="Zoom in" onClick={() => go(zoomed(plane, state.view.value, 1.6))}>+</button>
        <button type="button" aria-label="Zoom out" onClick={() => go(zoomed(plane, state.view.value, 1 / 1.6))}>−</button>
        <button type="button" aria-label="Show the whole theatre" onClick={() => go(whole(plane))}>⤢</button>
        <button type="button" aria-label="Show the map as a table" onClick={() => (table.value = true)}>≡</button>
      </div>
      {legend && scene && <Legend scene={scene} open={scene.width >= 1000 && scene.height >= 500} />}
      <Spoken session={session} world={world} live={live} />
      {table.value && <Table session={session} world={world} close={() => (table.value = false)} select={choose} />}
    </section>
  );
}

/** Whether the fused picture is asked for where there is none. */
function unfused(session: Session, world: World): boolean {
  const picture = session.picture.value;
  return picture.of === "fused" && posts(session.file, world, picture).size === 0;
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
