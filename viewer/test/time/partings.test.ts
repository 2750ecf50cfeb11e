import { afterEach, describe, expect, it, vi } from "vitest";
import type { Parting, ViewerFile } from "../../src/data/format";
import { open as openAt } from "../../src/state/address";
import { App } from "../../src/state/app";
import { silence } from "../../src/state/partings";
import { Columns, opened } from "./case";

afterEach(() => vi.unstubAllGlobals());

const PARTING: Parting = { run: 5, a: "national", b: "unified", subject: 7, t_s: 120, verb: "decide", sentence: "In run 5." };

/** What the server gives for runs 5 and 6: empty replays, and where they part. */
async function served(run: number): Promise<Response> {
  const { file } = await opened();
  const c = new Columns();
  const none = c.add([]);
  const empty = <T extends object>(of: T) => Object.fromEntries(Object.entries(of).map(([key, value]) => [key, typeof value === "object" ? none : value])) as T;
  const replays = file.replays.slice(0, 2).map((one) => ({
    ...one, run, events: empty(one.events), truth: empty(one.truth), tracks: empty(one.tracks), ledger: [],
  }));
  const made: ViewerFile = { ...file, outcomes: [], replays, partings: [{ ...PARTING, run }] };
  return new Response(c.bytes(made));
}

describe("partings", () => {
  it("come with the runs that the server gives", async () => {
    vi.stubGlobal("fetch", (address: string) => served(Number(/runs=(\d+)/.exec(address)![1])));
    const app = new App(await opened(), "/api/results/x/viewer");
    expect(app.first.value!.t_s).toBe(300);
    await app.show(5);
    expect(app.session.run.value).toBe(5);
    expect(app.first.value).toMatchObject({ run: 5, sentence: "In run 5." });
    await app.show(0);
    expect(app.partings.value).toHaveLength(1);
    expect(app.session.partings.value.map((one) => one.run)).toEqual([0, 5]);
  });

  it("are of one first difference: the strip's, the key's, and the one that a page opens with", async () => {
    const made = await opened();
    const one = made.file.partings[0]!;
    made.file.partings = [{ ...one, t_s: 400 }, { ...one, t_s: 100, subject: 8 }]; // those that count come first in a file
    const app = new App(made);
    openAt(app.session);
    expect(app.session.t_s.value).toBe(395);
    expect(app.first.value!.t_s).toBe(400);
  });

  it("are said not to be told for a pair that the file does not compare", async () => {
    const app = new App(await opened());
    app.session.run.value = 3;
    expect(silence(app.session)).toBe("A and B do not part for any intruder in this run.");
    app.session.run.value = 9;
    expect(silence(app.session)).toBe(""); // nobody knows: it is not here
    app.session.run.value = 3;
    app.session.b.value = "national";
    expect(silence(app.session)).toBe("This file does not say where these two part.");
  });
});

describe("runs that are asked for", () => {
  it("show the last one asked, whichever answer comes first", async () => {
    const waiting = new Map<number, () => void>();
    vi.stubGlobal("fetch", (address: string) => {
      const run = Number(/runs=(\d+)/.exec(address)![1]);
      return new Promise<Response>((done) => waiting.set(run, () => void served(run).then(done)));
    });
    const app = new App(await opened(), "/api/results/x/viewer");
    const [five, six] = [app.show(5), app.show(6)];
    waiting.get(6)!();
    await six;
    waiting.get(5)!();
    await five;
    expect(app.session.run.value).toBe(6);
    expect(app.session.has(5)).toBe(true);
    expect(app.busy.value).toBe(false);
  });

  it("are said to be missing in a single file, at the opening and later", async () => {
    const app = new App(await opened());
    app.session.run.value = 9;
    const stop = app.watch();
    await Promise.resolve();
    expect(app.message.value).toMatch(/^Run 9 is not in this file \(it has 0, 3\)/);
    app.session.run.value = 3;
    app.message.value = "";
    app.session.run.value = 8;
    await Promise.resolve();
    expect(app.message.value).toMatch(/^Run 8 is not in this file/);
    stop();
  });

  it("change run and arrangements in one step", async () => {
    const app = new App(await opened());
    app.session.a.value = "unified";
    app.session.b.value = "";
    let seen = 0;
    const stop = app.session.worldA.subscribe(() => void seen++);
    seen = 0;
    app.part({ ...PARTING, run: 3 });
    expect(seen).toBe(1);
    expect([app.session.run.value, app.session.a.value, app.session.b.value]).toEqual([3, "national", "unified"]);
    stop();
  });
});
