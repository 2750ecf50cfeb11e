import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { evidence } from "../../src/words/evidence";
import { name, sentence, SENTENCES } from "../../src/words/sentence";
import { since, utc } from "../../src/words/clock";
import { world, type Events } from "../../src/data/world";
import { open } from "../../src/data/unpack";
import { bytes, Columns, events, EVENTS, opened, ROWS, type Happening } from "./case";

const CODES = readFileSync(new URL("../../../src/skypact/arrays/codes.py", import.meta.url), "utf8");
const FATES = /FATE_NAMES = \(([^)]*)\)/.exec(CODES)![1]!.match(/"([^"]+)"/g)!.map((one) => one.slice(1, -1));
const KINDS = [...CODES.matchAll(/^E_[A-Z_]+ = (\d+)/gm)].map((found) => Number(found[1]));

async function say(one: Happening): Promise<string> {
  const { file } = await opened();
  const c = new Columns();
  const replay = { ...file.replays[0]!, events: events(c, [one]) };
  const other = await open(c.bytes({ ...file, replays: [replay] }));
  const e = replay.events;
  const col = other.column;
  return sentence(file, {
    n: 1, t_s: col(e.t_s), kind: col(e.kind), nation: col(e.nation), subject: col(e.subject), actor: col(e.actor),
    other: col(e.other), cause: col(e.cause), value: col(e.value), detail: col(e.detail),
  }, 0);
}

describe("words", () => {
  it("has a sentence for each kind of event that the kernels write", () => {
    expect(KINDS.length).toBeGreaterThan(30);
    expect(KINDS.filter((kind) => !SENTENCES[kind])).toEqual([]);
    expect(Object.keys(SENTENCES).map(Number).filter((kind) => !KINDS.includes(kind))).toEqual([]);
    expect(Object.keys(EVENTS).map(Number)).toEqual(KINDS);
  });

  it("says each with no hole in it", async () => {
    for (const kind of KINDS) {
      const full = { t_s: 1, kind, nation: 0, subject: ROWS.one, actor: ROWS.post, other: ROWS.centre, cause: 14, value: 1, detail: 0 };
      const said = await say(full);
      expect(said, String(kind)).not.toMatch(/undefined|NaN|\s{2}|\s$/);
      expect(await say({ ...full, other: -1, cause: 0 }), String(kind)).not.toMatch(/undefined|NaN|\s{2}|\(\)|\s$/);
    }
  });

  it("says what a class rests on", async () => {
    // no IFF reply (1·64⁶), no plan (1·64⁴), slow and low (digit 0 + 1 at 64³)
    const key = 64 ** 6 + 64 ** 4 + 64 ** 3;
    expect(evidence(key)).toBe("IFF: no reply; flight plan: none fits; speed and height: slow, low");
    expect(await say({ t_s: 1, kind: 40, nation: 0, subject: ROWS.one, actor: ROWS.post, value: 4, detail: key })).toBe(
      "cp-alba classifies drone-01 as hostile (IFF: no reply; flight plan: none fits; speed and height: slow, low)");
  });

  it("says fast, high and the situation", () => {
    const fast = 8 * 5 + 4 + 1;
    expect(evidence(2 * 64 ** 7 + fast * 64 ** 3)).toBe("speed and height: fast, high; situation: war");
    expect(evidence(0)).toBe("no evidence yet");
    expect(evidence(3 * 64 + 3)).toBe("telephone: no answer; a fighter's look: unclear");
  });

  it("tells one missile from two, and a request to itself", async () => {
    expect(await say({ t_s: 1, kind: 61, subject: 7, actor: 5, value: 1 })).toBe("battery-1 fires one missile at drone-01");
    expect(await say({ t_s: 1, kind: 61, subject: 7, actor: 5, value: 2 })).toBe("battery-1 fires 2 missiles at drone-01");
    expect(await say({ t_s: 1, kind: 50, subject: 7, actor: 2, other: 2, value: 0 })).toBe("cp-alba asks itself whether to look at drone-01");
    expect(await say({ t_s: 1, kind: 56, nation: 0, subject: 7, cause: 14 })).toBe("Alba could never see drone-01: waiting for consent");
    expect(await say({ t_s: 1, kind: 56, nation: 0, subject: 7, actor: 2, other: 3, cause: 14 })).toBe(
      "cp-alba does not decide on drone-01: waiting for consent (centre)");
    expect(await say({ t_s: 1, kind: 73, subject: 7, actor: 5, value: 1 })).toBe("drone-01 is destroyed, by battery-1");
  });

  it("has words for each fate", async () => {
    expect(FATES.length).toBe(11);
    const { file } = await opened();
    for (const one of FATES.slice(1)) {
      file.codes.fates = [one];
      const events = { n: 1, t_s: [0], kind: [73], nation: [-1], subject: [7], actor: [-1], other: [-1], cause: [0], value: [0], detail: [0] };
      expect(sentence(file, events as unknown as Events, 0)).not.toContain("fate");
    }
  });

  it("calls nations by their title and the rest by their id", async () => {
    const { file } = await opened();
    expect([name(file, 0), name(file, 7), name(file, -1)]).toEqual(["Alba", "drone-01", ""]);
  });

  it("gives moments as UTC", async () => {
    expect(utc("2016-05-12T05:00:00Z", 860)).toBe("05:14:20");
    expect(utc("2016-05-12T23:59:00Z", 60)).toBe("00:00:00");
    expect(utc("2016-05-12T05:00:00Z", null)).toBe("never");
    expect([since(65), since(3725)]).toEqual(["1:05", "1:02:05"]);
  });

  it("opens the case", async () => {
    const one = await open(bytes());
    expect(world(one, one.file.replays[0]!).events.n).toBe(9);
  });
});
