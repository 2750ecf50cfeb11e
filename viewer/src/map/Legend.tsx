/** The legend: what is drawn and how, whose borders, and what may be left out. */

import { useEffect, useRef } from "preact/hooks";
import type { Entry, Palette, Scene } from "./layer";
import { LAYERS } from "./layers";
import { MARK } from "./marks";
import { altitudes } from "./shapes";
import { altitude } from "./text";
import { TRAILS_S } from "./view";

/** Layers that people may leave out; the ground and the scale bar stay. */
const FIXED = new Set(["ground", "scale", "edges", "selected"]);

export function Legend({ scene, open }: { scene: Scene; open: boolean }) {
  const { session, state } = scene;
  const hidden = session.hidden.value;
  const there = LAYERS.filter((layer) => layer.has(scene));
  // From the top of the map to its ground: what moves is what people ask about first.
  const entries = there.filter((layer) => !hidden.has(layer.id)).reverse().flatMap((layer) => layer.legend?.(scene) ?? []);
  const heights = altitudes(session.file);
  const notes = [...new Set(session.file.coverage.filter((one) => one.altitude_m === state.altitude_m.value).map((one) => one.note ?? ""))].filter(Boolean);
  return (
    <details class="map-legend" open={open}>
      <summary>Legend and layers</summary>
      <div class="map-legend-body" tabIndex={0} role="group" aria-label="Legend and layers">
        <ul class="map-entries">
          {entries.map((entry) => <li key={entry.words}><Mark entry={entry} palette={scene.palette} />{entry.words}</li>)}
        </ul>
        <p class="map-note">
          Base map: Natural Earth 1:50 million, borders as they are held in fact; it decides nothing.{" "}
          {session.file.worldview || "Territories: as the scenario writes them."}
        </p>
        {heights.length > 0 && (
          <label class="map-choice">Coverage above ground at
            <select value={String(state.altitude_m.value)} onChange={(e) => (state.altitude_m.value = Number(e.currentTarget.value))}>
              <option value="-1">off</option>
              {heights.map((m) => <option key={m} value={String(m)}>{altitude(m)}</option>)}
            </select>
          </label>
        )}
        {notes.map((note) => <p key={note} class="map-note">Coverage: {note}.</p>)}
        <label class="map-choice">Trails
          <select value={String(state.trail_s.value)} onChange={(e) => (state.trail_s.value = Number(e.currentTarget.value))}>
            {TRAILS_S.map((s) => <option key={s} value={String(s)}>{trailWords(s)}</option>)}
          </select>
        </label>
        <fieldset>
          <legend>Layers</legend>
          {LAYERS.filter((layer) => !FIXED.has(layer.id) && (there.includes(layer) || hidden.has(layer.id))).map((layer) => (
            <label key={layer.id}>
              <input type="checkbox" checked={!hidden.has(layer.id)} onChange={() => toggle(scene, layer.id)} /> {layer.title}
            </label>
          ))}
          {session.picture.value.of !== "truth" && (
            <label>
              <input type="checkbox" checked={state.ghost.value} onChange={() => (state.ghost.value = !state.ghost.value)} /> The truth, faintly
            </label>
          )}
        </fieldset>
      </div>
    </details>
  );
}

function trailWords(s: number): string {
  return s === 0 ? "none" : s === Infinity ? "whole" : `${s / 60} min`;
}

function toggle({ session }: Scene, id: string): void {
  const next = new Set(session.hidden.value);
  if (!next.delete(id)) next.add(id);
  session.hidden.value = next;
}

function Mark({ entry, palette }: { entry: Entry; palette: Palette }) {
  const ref = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const canvas = ref.current;
    const c = canvas?.getContext("2d");
    if (!canvas || !c) return;
    const ratio = devicePixelRatio || 1;
    canvas.width = MARK.width * ratio;
    canvas.height = MARK.height * ratio;
    c.scale(ratio, ratio);
    entry.mark(c, palette);
  }, [entry.words, palette]);
  return <canvas ref={ref} class="map-mark" aria-hidden="true" />;
}
