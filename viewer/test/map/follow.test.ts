import { signal } from "@preact/signals";
import { afterEach, expect, it, vi } from "vitest";
import { painter } from "../../src/map/follow";
import type { Drawing, Ground } from "../../src/map/draw";
import type { Palette } from "../../src/map/layer";
import { Plane } from "../../src/map/plane";
import { MapState } from "../../src/map/view";
import { synthetic } from "../synthetic";

afterEach(() => vi.unstubAllGlobals());

it("a map is drawn at once as time moves, and no second time for what a frame was asked for", () => {
  const frames = new Map<number, () => void>();
  let asked = 0;
  vi.stubGlobal("requestAnimationFrame", (frame: () => void) => (frames.set(++asked, frame), asked));
  vi.stubGlobal("cancelAnimationFrame", (id: number) => frames.delete(id));
  const { session, world } = synthetic();
  const state = new MapState(session, new Plane(session.file.scenario.theatre));
  let [still, moving] = [0, 0];
  const made = {
    drawStill: () => void still++,
    drawMoving: () => void (moving++, session.hidden.value, state.trail_s.value), // what layers read while they draw
  } as unknown as Drawing;
  const stop = painter(() => world, signal<Drawing | undefined>(made), signal<Palette | undefined>({}), session, { state } as Ground);
  expect([still, moving, frames.size]).toEqual([1, 1, 0]);
  session.seek(10);
  expect([still, moving, frames.size]).toEqual([1, 2, 0]);
  session.hidden.value = new Set(["names"]);
  expect([still, moving, frames.size]).toEqual([1, 2, 1]); // waits for a frame: the effect of time does not follow it
  session.seek(20);
  expect([still, moving, frames.size]).toEqual([2, 3, 0]); // and what the frame was for is drawn
  state.trail_s.value = 60;
  expect([still, moving, frames.size]).toEqual([2, 3, 1]);
  stop();
  expect(frames.size).toBe(0);
});
