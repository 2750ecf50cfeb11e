import { describe, expect, it } from "vitest";
import { App } from "../../src/state/app";
import { Clock, type Source } from "../../src/state/clock";
import { Session } from "../../src/state/session";
import { beside, jog, snap, spanText, speeds } from "../../src/state/speeds";
import { opened } from "./case";

class Hand implements Source {
  ms = 0;
  frames: (() => void)[] = [];
  now = () => this.ms;
  request = (frame: () => void) => this.frames.push(frame);
  cancel = () => void (this.frames = []);
  /** Let time pass and the frame that was asked for come. */
  pass(ms: number): void {
    this.ms += ms;
    const due = this.frames;
    this.frames = [];
    for (const frame of due) frame();
  }
}

describe("the clock", () => {
  it("moves on by the speed and stops at the end", async () => {
    const session = new Session(await opened());
    const hand = new Hand();
    const clock = new Clock(session, hand);
    session.speed.value = 60;
    hand.pass(1000);
    expect(session.t_s.value).toBe(0);
    clock.play();
    hand.pass(100);
    expect(session.t_s.value).toBeCloseTo(6);
    clock.pause();
    hand.pass(100);
    expect(session.t_s.value).toBeCloseTo(6);
    session.seek(599);
    clock.play();
    hand.pass(100);
    expect(session.t_s.value).toBe(600);
    expect(session.playing.value).toBe(false);
    clock.play();
    expect(session.t_s.value).toBe(0);
  });

  it("does not jump after a long sleep of the page", async () => {
    const session = new Session(await opened());
    const hand = new Hand();
    new Clock(session, hand).play();
    session.speed.value = 10;
    hand.pass(60_000);
    expect(session.t_s.value).toBe(5);
  });

  it("moves in steps for people who asked for less motion", async () => {
    const session = new Session(await opened());
    const hand = new Hand();
    new Clock(session, hand, 500).play();
    session.speed.value = 10;
    hand.pass(100);
    expect(session.t_s.value).toBe(0);
    hand.pass(400);
    expect(session.t_s.value).toBe(5);
  });

  it("steps to the next and the previous event of either world", async () => {
    const app = new App(await opened(), null, new Hand());
    app.session.seek(220);
    app.step(1);
    expect(app.session.t_s.value).toBe(300); // only B decides then
    app.step(-1);
    expect(app.session.t_s.value).toBe(220);
    app.session.seek(600);
    app.step(1);
    expect(app.session.t_s.value).toBe(600);
  });

  it("counts the events that have come", async () => {
    const app = new App(await opened(), null, new Hand());
    expect(app.come.value).toBe(0);
    app.session.seek(90);
    expect(app.come.value).toBe(3);
    expect(app.say(app.rows.value[2]!)).toBe("cp-alba has a confirmed track of drone-01, from radar-1");
  });
});

describe("speeds", () => {
  it("fit two hours", () => {
    expect(speeds(7200).map((one) => one.factor)).toEqual([1, 24, 60, 120, 240]);
    expect(speeds(7200)[2]!.label).toBe("60× (all in 2 min)");
  });

  it("fit ten minutes without a speed that nobody needs", () => {
    expect(speeds(600).map((one) => one.factor)).toEqual([1, 2, 5, 10, 20]);
    expect(speeds(60).map((one) => one.factor)).toEqual([1, 2]);
  });

  it("snap to round factors", () => {
    expect(snap(7)).toBe(8); // 8/7 is nearer than 7/6
    expect(snap(0.2)).toBe(1);
    expect(snap(57)).toBe(60);
  });

  it("go up and down one at a time", () => {
    expect(beside(speeds(7200), 60, 1)).toBe(120);
    expect(beside(speeds(7200), 60, -1)).toBe(24);
    expect(beside(speeds(7200), 240, 1)).toBe(240);
    expect(beside(speeds(7200), 50, 1)).toBe(60);
  });

  it("jog by a two-hundredth", () => {
    expect(jog(7200)).toBe(40);
    expect(jog(100)).toBe(1);
  });

  it("say spans as people do", () => {
    expect([45, 75, 120, 3600, 5400].map(spanText)).toEqual(["45 s", "1 min 15 s", "2 min", "1 h", "1 h 30 min"]);
  });
});
