/** One site: its shape says what it is, its colour whose; it is moved by pointer or by keys. */

import { useRef } from "preact/hooks";
import { coordinates } from "./coordinates";
import type { Spot } from "./sites";

interface Props {
  spot: Spot;
  x: number;
  y: number;
  selected: boolean;
  faulty: boolean;
  tint: string;
  /** The pointer went down here: where marks overlap, the nearest is meant, not the one drawn last. */
  onTake(event: PointerEvent): void;
  onSelect(): void;
  onKey(event: KeyboardEvent): void;
  /** Pixels from where the pointer took it. */
  onDrag(dx: number, dy: number): void;
  onDrop(): void;
}

export const SHAPES: Record<Spot["kind"], string> = {
  posts: "M-6,-5H6V5H-6Z",
  sensors: "M-6,0A6,6 0 1 0 6,0A6,6 0 1 0 -6,0Z",
  batteries: "M0,-7L7,6H-7Z",
  fighters: "M0,-7L7,0L0,7L-7,0Z",
};
export const CALLED: Record<Spot["kind"], string> = { posts: "post", sensors: "sensor", batteries: "battery", fighters: "fighters" };

/** A pointer that moved less has clicked [px]. */
const STILL = 4;

export function SiteMark({ spot, x, y, selected, faulty, tint, ...on }: Props) {
  const from = useRef<{ x: number; y: number; moved: boolean } | undefined>(undefined);
  const down = (event: PointerEvent) => {
    if (event.button !== 0) return;
    (event.currentTarget as Element).setPointerCapture(event.pointerId);
    on.onTake(event);
    from.current = { x: event.clientX, y: event.clientY, moved: false };
  };
  const move = (event: PointerEvent) => {
    const start = from.current;
    if (!start) return;
    if (Math.hypot(event.clientX - start.x, event.clientY - start.y) > STILL) start.moved = true;
    if (start.moved) on.onDrag(event.clientX - start.x, event.clientY - start.y);
  };
  const up = () => {
    const start = from.current;
    from.current = undefined;
    on.onSelect();
    if (start?.moved) on.onDrop();
  };
  const key = (event: KeyboardEvent) => {
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      on.onSelect();
    } else on.onKey(event);
  };
  const label = `${CALLED[spot.kind]} ${spot.id}${spot.nation ? ` of ${spot.nation}` : ""}, ${coordinates(spot.at)}${spot.movable ? "" : ", of an order of battle: not moved here"}${faulty ? ", has faults" : ""}`;
  return (
    <g class={`spot ${spot.kind} ${tint}${selected ? " here" : ""}${faulty ? " faulty" : ""}${spot.movable ? " movable" : ""}`}
      transform={`translate(${x.toFixed(1)},${y.toFixed(1)})`} role="button" tabindex={0} aria-pressed={selected} aria-label={label}
      data-site={spot.id} onPointerDown={down} onPointerMove={move} onPointerUp={up} onPointerCancel={up} onKeyDown={key}>
      <title>{label}</title>
      <circle class="hit" r="11" />
      <path d={SHAPES[spot.kind]} />
      {faulty && <text class="cross" x="8" y="-5">✕</text>}
    </g>
  );
}
