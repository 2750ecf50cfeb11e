/** Edits of the text against the same edits of the plain data, at places drawn by lot in every shipped scenario. */

import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse, sharedAt, valueAt, type Data, type Path } from "../../src/editor/text/document";
import { EditError, insertAt, moveAt, removeAt, setAt } from "../../src/editor/text/edits";
import { fieldsOf, type Schema } from "../../src/editor/shape/schema";
import { empty } from "../../src/editor/shape/empty";
import { EditorState } from "../../src/editor/state";

const folders = ["../scenarios", "../scenarios/valid", "../src/skypact/catalogue/templates"];
const files = folders.flatMap((folder) =>
  readdirSync(folder).filter((name) => name.endsWith(".yaml")).map((name) => `${folder}/${name}`));
/** Places tried in each file, for each kind of edit. */
const TRIES = 2;
/** Large files take some seconds on a busy machine [ms]. */
const PATIENCE = 30_000;
const VALUES: Data[] = ["20 s", "a: b # c", 'say "no"', "05:57", 3.5, true, null, ["AA", "BB"], { value: "1 km", low: "500 m" }, "no", "é – \\ x", ""];

function lot(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 1103515245 + 12345) % 2147483648) / 2147483648;
}

function everyPath(value: Data, path: Path = []): Path[] {
  if (value === null || typeof value !== "object") return [path];
  const keys = Array.isArray(value) ? value.map((_, i) => i) : Object.keys(value);
  return [path, ...keys.flatMap((key) => everyPath(Array.isArray(value) ? value[Number(key)]! : value[key]!, [...path, key]))];
}

describe.each(files)("%s", (file) => {
  const text = readFileSync(file, "utf8");
  const parsed = parse(text);
  const random = lot(file.length * 7919 + text.length);
  const paths = everyPath(parsed.data).filter((path) => path.length > 0 && path[0] !== "borders" && !sharedAt(parsed, path));
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)]!;
  const lists = paths.filter((path) => Array.isArray(valueAt(parsed.data, path)) && (valueAt(parsed.data, path) as Data[]).length > 0);
  const maps = paths.filter((path) => {
    const value = valueAt(parsed.data, path);
    return value !== null && typeof value === "object" && !Array.isArray(value);
  });
  /** The text's edit and the data's come to the same, or the text refuses because something else needs what goes. */
  const agrees = (edit: () => string, change: (data: { [key: string]: Data }) => void) => {
    const wanted = structuredClone(parsed.data);
    change(wanted);
    let made: string;
    try {
      made = edit();
    } catch (error) {
      expect(error).toBeInstanceOf(EditError);
      expect((error as Error).message).toMatch(/alias/i);
      return;
    }
    expect(parse(made).data).toEqual(wanted);
  };
  const inside = (data: { [key: string]: Data }, path: Path) => valueAt(data, path.slice(0, -1)) as Record<string, Data> & Data[];

  it("edits the text as it edits the data", () => {
    for (let i = 0; i < TRIES; i++) {
      const value = pick(VALUES);
      const path = pick(paths);
      const key = path[path.length - 1]!;
      agrees(() => setAt(text, path, value), (data) => void (inside(data, path)[key as never] = value as never));
      const gone = pick(paths);
      const last = gone[gone.length - 1]!;
      if (gone.length > 1) {
        agrees(() => removeAt(text, gone), (data) => {
          const parent = inside(data, gone);
          if (Array.isArray(parent)) parent.splice(Number(last), 1);
          else delete (parent as Record<string, Data>)[last];
        });
      }
      const map = pick(maps);
      agrees(() => setAt(text, [...map, "new-key"], value), (data) => void ((valueAt(data, map) as Record<string, Data>)["new-key"] = value));
      if (!lists.length) continue;
      const list = pick(lists);
      const length = (valueAt(parsed.data, list) as Data[]).length;
      const at = Math.floor(random() * (length + 1));
      agrees(() => insertAt(text, list, at, value), (data) => void (valueAt(data, list) as Data[]).splice(at, 0, value));
      const from = Math.floor(random() * Math.max(1, length - 1));
      agrees(() => moveAt(text, list, from, 1), (data) => {
        const items = valueAt(data, list) as Data[];
        if (from + 1 < items.length) items.splice(from, 2, items[from + 1]!, items[from]!);
      });
    }
  }, PATIENCE);
});

describe("what a form adds", () => {
  const root = JSON.parse(readFileSync("../src/skypact/spec/scenario.schema.json", "utf8")) as Schema;
  const state = new EditorState();
  state.schema.value = root;
  state.start("x", "format: 1\ntheatre: {south: 52, north: 56, west: 22, east: 27}\nthings:\n  one: {}\n");

  it.each(Object.keys(root.$defs!))("can be written for every key of %s", (definition) => {
    for (const field of fieldsOf(root, definition)) {
      const value = empty(field.shape, state);
      expect(state.set(["things", "one", field.key], value), `${definition}.${field.key}`).toBe(true);
      expect(state.value(["things", "one", field.key])).toEqual(value);
      state.undo();
    }
  });
});
