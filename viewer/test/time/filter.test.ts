import { describe, expect, it } from "vitest";
import { App } from "../../src/state/app";
import { csv, ledgerCsv, logCsv } from "../../src/export/csv";
import { merge } from "../../src/state/merged";
import { ALL } from "../../src/state/filter";
import { drawTicks, marks, nearest } from "../../src/time/ticks";
import { opened, ROWS } from "./case";

async function app(): Promise<App> {
  return new App(await opened());
}

describe("the log of two worlds", () => {
  it("says once what happened in both", async () => {
    const one = await app();
    const { n, a, b, t_s } = one.merged.value;
    expect(n).toBe(14); // 7 in both, 2 only in A, 5 only in B
    expect([...a].filter((i) => i >= 0).length).toBe(9);
    expect([...b].filter((i) => i >= 0).length).toBe(12);
    expect([...t_s]).toEqual([...t_s].sort((x, y) => x - y));
  });

  it("tells events apart whose evidence differs", async () => {
    const one = await app();
    const [a, b] = [one.session.worldA.value!, one.session.worldB.value!];
    const n = merge(a, b).n;
    const detail = Float64Array.from(b.events.detail);
    const i = [...b.events.kind].indexOf(40);
    detail[i] = detail[i]! + 1;
    expect(merge(a, { ...b, events: { ...b.events, detail } }).n).toBe(n + 1);
  });

  it("is that of A where B is not shown", async () => {
    const one = await app();
    one.session.b.value = "";
    expect(one.merged.value.n).toBe(9);
  });

  it("shows only what differs", async () => {
    const one = await app();
    one.session.filter.value = { ...ALL, differing: true };
    expect([...one.rows.value].map((row) => one.merged.value.t_s[row])).toEqual([300, 310, 330, 350, 350, 500, 600]);
  });

  it("filters by verb, nation, object and words", async () => {
    const one = await app();
    const count = (change: object) => {
      one.session.filter.value = { ...ALL, ...change };
      return one.rows.value.length;
    };
    expect(count({ hidden: new Set([-1]) })).toBe(13); // without the entry
    expect(count({ hidden: new Set([4, 5, 6]) })).toBe(6); // nothing from deciding on
    expect(count({ nation: ROWS.borda })).toBe(0);
    expect(count({ about: ROWS.battery })).toBe(4);
    expect(count({ about: ROWS.two })).toBe(0);
    expect(count({ text: "centre decide" })).toBe(2);
    expect(count({ text: "Drone FIRES" })).toBe(1);
  });
});

describe("exports", () => {
  it("quotes what needs it and keeps formulas as text", () => {
    expect(csv([["a,b", 'say "no"', 1.5, null, "=1+1", -3]])).toBe('"a,b","say ""no""",1.5,,\'=1+1,-3\r\n');
  });

  it("writes the filtered log with both arrangements named", async () => {
    const one = await app();
    one.session.filter.value = { ...ALL, text: "fires" };
    const [head, row, rest] = logCsv(one).split("\r\n");
    expect(head!.split(",").slice(0, 4)).toEqual(["run", "arrangements", "utc", "t_s"]);
    expect(row).toBe("0,unified,05:05:30,330,engage,fired,Alba,drone-01,battery-1,,,2,battery-1 fires 2 missiles at drone-01");
    expect(rest).toBe("");
  });

  it("writes a ledger row for each world", async () => {
    const lines = ledgerCsv(await app()).trim().split("\r\n");
    expect(lines.length).toBe(3);
    expect(lines[1]).toContain("0,national,drone-01,alba,60,70,90,100,160,,,hostile,IFF: no reply,reached,600,decide,waiting for consent");
  });
});

describe("the timeline", () => {
  it("draws one tick for a pixel and a world", async () => {
    const one = await app();
    const drawn: number[][] = [];
    const context = { clearRect() {}, fillRect: (...box: number[]) => drawn.push(box), fillStyle: "" } as unknown as CanvasRenderingContext2D;
    const verbs = one.session.file.codes.verbs.map((label, verb) => ({ verb, label }));
    const shared = {
      width: 600, rowHeight: 13, duration_s: 600, a: one.session.worldA.value, b: one.session.worldB.value, merged: one.merged.value,
      rows: one.rows.value, verbs, selected: -1,
    };
    drawTicks({ ...shared, context, colours: verbs.map(() => "red"), line: "grey" });
    const ticks = drawn.filter((box) => box[2] === 1.5);
    // A: detect 60, 70; track 90; fuse 100; identify 160; decide 220, 500; assess 600
    // B: the same until 220, decide 300 and 310, engage 330, assess 350 (hit and fate on one pixel)
    expect(ticks.length).toBe(8 + 10);
    expect(one.say(nearest(shared, 331, 5 * 13 + 3))).toContain("fires");
    expect(one.say(nearest(shared, 312, 4 * 13 + 9))).toContain("orders");
    expect(nearest(shared, 400, 3)).toBe(-1);
  });

  it("marks whole moments that do not crowd", () => {
    expect(marks(600, 600)).toEqual([0, 120, 240, 360, 480, 600]);
    expect(marks(7200, 900).length).toBe(9);
  });
});
