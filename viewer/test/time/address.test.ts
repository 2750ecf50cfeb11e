import { describe, expect, it } from "vitest";
import { open, read, write, lead } from "../../src/state/address";
import { ALL } from "../../src/state/filter";
import { Session } from "../../src/state/session";
import { opened } from "./case";

describe("the address", () => {
  it("comes back as it was written", async () => {
    const s = new Session(await opened());
    s.run.value = 3;
    s.a.value = "unified";
    s.b.value = "";
    s.seek(123.46);
    s.picture.value = { of: "post", post: 2 };
    s.selected.value = 7;
    s.speed.value = 20;
    s.hidden.value = new Set(["coverage", "names"]);
    s.panel.value = "ledger";
    s.filter.value = { ...ALL, text: "no reply, slow", hidden: new Set([-1, 0]), about: 7, nation: 0, differing: true };
    const text = write(s);
    expect(text).toContain("run=3&a=unified&b=&t=123.5&picture=post:cp-alba&sel=intruder:drone-01&speed=20&hide=coverage,names&panel=ledger");
    const other = new Session(await opened());
    read(other, text);
    expect(write(other)).toBe(text);
    expect(other.picture.value).toEqual({ of: "post", post: 2 });
    expect(other.filter.value).toEqual(s.filter.value);
  });

  it("keeps how the map is set, and leaves out what it is set to at first", async () => {
    const s = new Session(await opened());
    expect(write(s)).not.toMatch(/cover|trail|ghost|map=/);
    s.file.coverage = [{ altitude_m: 500 } as never];
    s.altitude_m.value = 500;
    s.trail_s.value = Infinity;
    s.ghost.value = true;
    s.view.value = { x: -12.34, y: 56.78, zoom: 2.5 };
    expect(write(s)).toContain("cover=500&trail=whole&ghost=1&map=-12.3,56.8,2.50");
    read(s, write(s));
    expect(s.view.value).toEqual({ x: -12.3, y: 56.8, zoom: 2.5 });
    expect([s.altitude_m.value, s.trail_s.value, s.ghost.value]).toEqual([500, Infinity, true]);
    read(s, "#cover=7&trail=5&map=1,2");
    expect([s.altitude_m.value, s.trail_s.value, s.ghost.value, s.view.value]).toEqual([-1, 300, false, undefined]);
  });

  it("passes over what does not exist", async () => {
    const s = new Session(await opened());
    const before = write(s);
    read(s, "#run=x&a=nobody&b=<script>&t=abc&picture=post:radar-1&sel=none&speed=-4&panel=secret&nation=radar-1");
    expect(write(s)).toBe(before);
    read(s, "#t=99999");
    expect(s.t_s.value).toBe(600);
  });

  it("tells entities of one id apart by their kind, and still reads a bare id", async () => {
    const s = new Session(await opened());
    s.file.entities[2] = { ...s.file.entities[2]!, id: "drone-01" }; // a post, before the intruder of the same id
    s.selected.value = 7;
    s.filter.value = { ...ALL, about: 7 };
    const text = write(s);
    s.selected.value = -1;
    s.filter.value = ALL;
    read(s, text);
    expect([s.selected.value, s.filter.value.about]).toEqual([7, 7]);
    read(s, "#sel=fighters-1&about=radar-1");
    expect([s.selected.value, s.filter.value.about]).toEqual([6, 4]);
  });

  it("opens at the first difference, some seconds before", async () => {
    const s = new Session(await opened());
    open(s);
    expect([s.run.value, s.a.value, s.b.value, s.t_s.value, s.selected.value, s.playing.value]).toEqual(
      [0, "national", "unified", 295, 7, false]);
  });

  it("leads by a two-hundredth within 5 to 60 s", () => {
    expect([600, 7200, 86400].map(lead)).toEqual([5, 36, 60]);
  });
});
