import { describe, expect, it } from "vitest";
import { App } from "../../src/state/app";
import { KEYS, listen } from "../../src/state/keys";
import { opened } from "./case";

/** A document that takes one listener and gives it keys. */
function page() {
  let heard: (event: object) => void = () => undefined;
  const document = { addEventListener: (_: string, listener: (event: object) => void) => (heard = listener) };
  const press = (key: string, more: object = {}) => {
    let stopped = false;
    heard({ key, target: null, preventDefault: () => (stopped = true), ...more });
    return stopped;
  };
  return { document: document as unknown as Document, press };
}

describe("keys", () => {
  it("are each of one use", () => {
    const all = KEYS.flatMap((one) => one.keys);
    expect(new Set(all).size).toBe(all.length);
  });

  it("drive the page", async () => {
    const app = new App(await opened());
    const { document, press } = page();
    listen(app, document);
    app.session.seek(220);
    expect(press("n")).toBe(true);
    expect(app.session.t_s.value).toBe(300);
    press("P");
    expect(app.session.t_s.value).toBe(220);
    press("ArrowRight");
    expect(app.session.t_s.value).toBe(223);
    press("d");
    expect([app.session.t_s.value, app.session.selected.value]).toEqual([295, 7]);
    press("f");
    expect(app.session.picture.value).toEqual({ of: "fused" });
    press("?");
    press("Escape");
    expect(app.help.value).toBe(false);
    expect(app.session.selected.value).toBe(7);
    press("Escape");
    expect(app.session.selected.value).toBe(-1);
    expect(press("q")).toBe(false);
  });

  it("leave people who type alone, and keys that something else took", async () => {
    const app = new App(await opened());
    const { document, press } = page();
    listen(app, document);
    const field = { closest: (selector: string) => (selector.includes("input") ? {} : null) };
    expect(press("n", { target: field })).toBe(false);
    expect(press("n", { defaultPrevented: true })).toBe(false);
    expect(press("n", { ctrlKey: true })).toBe(false);
    const button = { closest: (selector: string) => (selector.includes("button") ? {} : null) };
    expect(press(" ", { target: button })).toBe(false);
    const list = { closest: (selector: string) => (selector.includes(".rows") ? {} : null) };
    expect(["PageDown", "PageUp", "End", "Home", " "].map((key) => press(key, { target: list }))).toEqual([false, false, false, false, false]);
    expect(app.session.t_s.value).toBe(0);
    expect(press("ArrowRight", { target: list })).toBe(true);
    app.session.seek(0);
    expect(press("End", { target: null })).toBe(true);
    expect(app.session.t_s.value).toBe(600);
  });
});
