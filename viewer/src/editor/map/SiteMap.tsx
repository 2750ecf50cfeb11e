/** The map of the editor: sites that can be moved, links, ranges; intruders' ways as constants. */

import { select } from "d3-selection";
import { zoom, zoomIdentity, type ZoomBehavior } from "d3-zoom";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { Lonlat } from "../../data/format";
import { coordinates } from "./coordinates";
import { dotted } from "../text/document";
import { labels } from "./labels";
import { MapKey } from "./MapKey";
import { graticule, linePath, projectionOf, reachPath, ringsPath, type Box, type View } from "./projection";
import { nationClass } from "./nations";
import { SiteMark } from "./SiteMark";
import { linesOf, nearest, rounded, spotsOf, written, type Spot } from "./sites";
import { WHY_CONSTANT } from "../sections";
import type { EditorState } from "../state";

/** A key moves a site so far, with shift five times as far [degrees]. */
const STEP = 0.1;
const FAR = 5;

export function SiteMap({ state }: { state: EditorState }) {
  const svg = useRef<SVGSVGElement>(null);
  const taken = useRef<Spot>(undefined);
  const zooming = useRef<ZoomBehavior<SVGSVGElement, unknown>>(undefined);
  const [size, setSize] = useState({ width: 600, height: 400 });
  const [view, setView] = useState<View>({ k: 1, x: 0, y: 0 });
  const [drag, setDrag] = useState<{ spot: Spot; at: Lonlat } | undefined>(undefined);
  const [reach, setReach] = useState(true);
  const data = state.sound.value.data;
  const checked = state.checked.value;
  const catalogue = state.catalogue.value;

  useEffect(() => {
    const element = svg.current!;
    const watcher = new ResizeObserver(([entry]) => setSize({ width: entry!.contentRect.width, height: entry!.contentRect.height }));
    watcher.observe(element);
    const made = zoom<SVGSVGElement, unknown>().scaleExtent([0.5, 30])
      .filter((event: Event) => !(event.target as Element).closest(".spot.movable") || event.type === "wheel")
      .on("zoom", ({ transform }: { transform: View }) => setView({ k: transform.k, x: transform.x, y: transform.y }));
    select(element).call(made).on("dblclick.zoom", null);
    zooming.current = made;
    return () => watcher.disconnect();
  }, []);

  const box = boxOf(state);
  const projection = useMemo(() => projectionOf(box, size.width, size.height, view),
    [box.south, box.north, box.west, box.east, size, view]);
  const spots = useMemo(() => spotsOf(data, checked, catalogue), [data, checked, catalogue]);
  const moved = drag ? spots.map((spot) => (spot === drag.spot || dotted(spot.path) === dotted(drag.spot.path) ? { ...spot, at: drag.at } : spot)) : spots;
  const marks = fanned(moved, projection);
  const selected = dotted(state.selected.value);
  const first = (one: { spot: Spot }) => (dotted(one.spot.path) === selected ? 0 : one.spot.kind === "posts" ? 1 : 2);
  const texts = labels([...marks].sort((a, b) => first(a) - first(b)).map(({ spot, x, y }) => ({ id: dotted(spot.path) + spot.id, text: spot.id, x, y })), marks);
  const nations = Object.keys((data["nations"] as object | undefined) ?? {});

  const drop = (spot: Spot, at: Lonlat, gesture = "") => {
    setDrag(undefined);
    if (spot.movable) state.set(spot.place, written(rounded(at)), gesture);
  };
  const drags = (spot: Spot, dx: number, dy: number) => {
    // From where it was when the pointer took it: marks that stand beside each other are not drawn at their place.
    const [x, y] = projection((drag?.spot ?? spot).at) ?? [0, 0];
    const at = projection.invert?.([x + dx, y + dy]);
    if (at && spot.movable) setDrag({ spot: drag?.spot ?? spot, at });
  };
  const take = (event: PointerEvent) => {
    const box = svg.current!.getBoundingClientRect();
    taken.current = nearest(marks, event.clientX - box.left, event.clientY - box.top)?.spot;
  };
  const byKey = (spot: Spot, event: KeyboardEvent) => {
    const ways: Record<string, Lonlat> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
    const way = ways[event.key];
    if (!way || !spot.movable) return;
    event.preventDefault();
    const step = STEP * (event.shiftKey ? FAR : 1);
    drop(spot, [spot.at[0] + way[0] * step, spot.at[1] + way[1] * step], `keys ${dotted(spot.path)}`);
  };
  const scaleBy = (factor: number) => select(svg.current!).call(zooming.current!.scaleBy, factor);
  return (
    <section class="map" aria-label="Map">
      <div class="maphead">
        <label>Links under <select value={state.arrangement.value} onChange={(event) => (state.arrangement.value = event.currentTarget.value)}>
          <option value="">no arrangement</option>
          {Object.keys((data["arrangements"] as object | undefined) ?? {}).map((id) => <option key={id} value={id}>{id}</option>)}
        </select></label>
        <label><input type="checkbox" checked={reach} onChange={(event) => setReach(event.currentTarget.checked)} /> ranges</label>
        <span class="group">
          <button type="button" aria-label="Zoom in" onClick={() => scaleBy(1.5)}>+</button>
          <button type="button" aria-label="Zoom out" onClick={() => scaleBy(1 / 1.5)}>−</button>
          <button type="button" onClick={() => select(svg.current!).call(zooming.current!.transform, zoomIdentity)}>Whole</button>
        </span>
      </div>
      <svg ref={svg} role="group" aria-label="Map of sites. Tab goes from site to site; arrow keys move one by 0.1 degrees, with shift by 0.5.">
        <g aria-hidden="true">
          {(checked?.borders ?? []).map(({ nation, rings }) => (
            <path key={nation} class={`land ${nationClass(nations, nation)}`} fill-rule="evenodd" d={ringsPath(rings, projection)} />
          ))}
          {graticule(box, stepOf(box)).map(({ points, text }) => <path key={text} class="grid" d={linePath(points, projection)} />)}
          {reach && marks.filter(({ spot }) => spot.reach_m > 0 && (spot.kind === "batteries" || dotted(spot.path) === selected)).map(({ spot }) => (
            <path key={dotted(spot.path) + spot.id} class={`reach ${spot.kind} ${nationClass(nations, spot.nation)}`} d={reachPath(spot.at, spot.reach_m, projection)} />
          ))}
          {(checked?.routes ?? []).map((route) => (
            <path key={route.id} class={`route ${route.intent}${selected === `intruders.${route.id}` ? " here" : ""}`} marker-end="url(#arrow)" d={linePath(route.points, projection)}>
              <title>{`${route.id} (${route.intent})`}</title>
            </path>
          ))}
          {linesOf(data, moved, state.arrangement.value).map((line, i) => <path key={i} class={`line ${line.kind}`} d={linePath([line.from, line.to], projection)} />)}
        </g>
        <defs><marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerUnits="userSpaceOnUse" markerWidth="10" markerHeight="10" orient="auto-start-reverse"><path class="arrow" d="M0,0L8,4L0,8z" /></marker></defs>
        {marks.map(({ spot, x, y }) => (
          <SiteMark key={dotted(spot.path) + spot.id} spot={spot} x={x} y={y} selected={dotted(spot.path) === selected} tint={nationClass(nations, spot.nation)}
            faulty={state.faults.value.some((fault) => fault.at[0] === spot.path[0] && fault.at[1] === spot.path[1])}
            onTake={(event) => take(event)}
            onSelect={() => {
              state.select((taken.current ?? spot).path);
              taken.current = undefined;
            }} onKey={(event) => byKey(spot, event)}
            onDrag={(dx, dy) => drags(taken.current ?? spot, dx, dy)}
            onDrop={() => { if (drag) drop(drag.spot, drag.at); }} />
        ))}
        <g class="labels" aria-hidden="true">
          {texts.map((text) => <text key={text.id} x={text.x} y={text.y} text-anchor={text.anchor}>{text.text}</text>)}
        </g>
      </svg>
      <p class="coords" aria-live="polite">{drag && `${drag.spot.id}: ${coordinates(rounded(drag.at))}`}</p>
      <MapKey nations={nations.filter((nation) => spots.some((spot) => spot.nation === nation))} data={data} why={WHY_CONSTANT} routes={(checked?.routes.length ?? 0) > 0} />
    </section>
  );
}

/** Where marks are drawn: those of one place stand beside each other. */
function fanned(spots: readonly Spot[], projection: ReturnType<typeof projectionOf>): { spot: Spot; x: number; y: number }[] {
  const count = new Map<string, number>();
  return spots.map((spot) => {
    const key = rounded(spot.at).join();
    const nth = count.get(key) ?? 0;
    count.set(key, nth + 1);
    const [x, y] = projection(spot.at) ?? [0, 0];
    return { spot, x: x + (nth % 3) * 15, y: y + Math.floor(nth / 3) * 15 };
  });
}

function boxOf(state: EditorState): Box {
  const box = state.value(["theatre"]);
  const side = (key: string, otherwise: number) => {
    const value = box !== null && typeof box === "object" && !Array.isArray(box) ? box[key] : undefined;
    return typeof value === "number" ? value : otherwise;
  };
  const made = { south: side("south", 50), north: side("north", 58), west: side("west", 20), east: side("east", 32) };
  return made.south < made.north && made.west < made.east ? made : { south: 50, north: 58, west: 20, east: 32 };
}

function stepOf(box: Box): number {
  const span = box.east - box.west;
  return span > 40 ? 10 : span > 12 ? 2 : 1;
}
