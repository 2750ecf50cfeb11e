/** The clock that plays a session. Its source of time can be set, so that tests step it and never wait for frames. */

import { effect } from "@preact/signals";
import type { Session } from "./session";

export interface Source {
  /** Now [ms]. */
  now(): number;
  /** Call back at the next frame; returns a number for `cancel`. */
  request(frame: () => void): number;
  cancel(id: number): void;
}

export const browser: Source = {
  now: () => performance.now(),
  request: (frame) => requestAnimationFrame(frame),
  cancel: (id) => cancelAnimationFrame(id),
};

/** A frame that took longer than this [s] (a sleeping tab) does not jump the scenario ahead. */
const LONGEST_S = 0.5;

export class Clock {
  /** Own script time of the last frame [ms]: everything that moving on made the page do before it gave way. */
  frame_ms = 0;
  /** Moves on and has everything drawn before it returns, where the page sets it so. */
  draw: (move: () => void) => void = (move) => move();
  private last_ms = 0;
  private asked = -1;
  private stop: () => void;

  /** `least_ms`: frames come no closer than this (people who asked for less motion). */
  constructor(readonly session: Session, readonly source: Source = browser, readonly least_ms = 0) {
    this.stop = effect(() => (session.playing.value ? this.begin() : this.end()));
  }

  /** Start from the beginning where the case is over. */
  play(): void {
    const { session } = this;
    if (session.t_s.peek() >= session.file.scenario.duration_s) session.seek(0);
    session.playing.value = true;
  }

  pause(): void {
    this.session.playing.value = false;
  }

  toggle(): void {
    if (this.session.playing.peek()) this.pause();
    else this.play();
  }

  /** Go to a moment and measure what that costs. */
  seek(t_s: number): void {
    const from = this.source.now();
    this.draw(() => this.session.seek(t_s));
    this.frame_ms = this.source.now() - from;
  }

  /** Move on by the time since the last frame. */
  frame(): void {
    const now = this.source.now();
    const passed_s = Math.min((now - this.last_ms) / 1000, LONGEST_S + this.least_ms / 1000);
    if (now - this.last_ms >= this.least_ms) {
      this.last_ms = now;
      this.seek(this.session.t_s.peek() + passed_s * this.session.speed.peek());
      if (this.session.t_s.peek() >= this.session.file.scenario.duration_s) this.pause();
    }
    if (this.session.playing.peek()) this.asked = this.source.request(() => this.frame());
  }

  dispose(): void {
    this.stop();
    this.end();
  }

  private begin(): void {
    this.last_ms = this.source.now();
    this.asked = this.source.request(() => this.frame());
  }

  private end(): void {
    if (this.asked >= 0) this.source.cancel(this.asked);
    this.asked = -1;
  }
}
