import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { linesOf, parse, pathAtLine, pathOf, sharedAt, valueAt } from "../../src/editor/text/document";
import type { Data, Path } from "../../src/editor/text/document";
import { EditError, insertAt, moveAt, removeAt, setAt } from "../../src/editor/text/edits";

const folders = ["../scenarios", "../scenarios/valid", "../src/skypact/catalogue/templates"];
const files = folders.flatMap((folder) =>
  readdirSync(folder).filter((name) => name.endsWith(".yaml")).map((name) => `${folder}/${name}`));
const read = (file: string) => readFileSync(file, "utf8");

/** Lines of `a` and `b` between what they share at the start and at the end. */
function between(a: string, b: string): [number, number] {
  const [x, y] = [a.split("\n"), b.split("\n")];
  let first = 0;
  while (first < x.length && x[first] === y[first]) first++;
  let last = 0;
  while (last < Math.min(x.length, y.length) - first && x[x.length - 1 - last] === y[y.length - 1 - last]) last++;
  return [x.length - first - last, y.length - first - last];
}

const small = `# head
a: 1 # one
b:
  c: {x: 1, y: "2"} # trailing
  # above d
  d:
    - &q {k: 1} # first
    # about the second
    - &blk
      title: hi
      w: 3 # end
    - *q

# next section
e: >-
  folded
  text
f:
g: [1, 2]
`;

describe("an edit of one value", () => {
  it("replaces a scalar and leaves its comment", () => {
    expect(setAt(small, ["a"], 2)).toBe(small.replace("a: 1 #", "a: 2 #"));
    expect(setAt(small, ["b", "c", "y"], "20 s")).toBe(small.replace('"2"', '"20 s"'));
    expect(setAt(small, ["b", "d", 1, "w"], "x")).toBe(small.replace("w: 3 #", "w: x #"));
    expect(setAt(small, ["g", 1], 5)).toBe(small.replace("[1, 2]", "[1, 5]"));
  });

  it("quotes what another reader of YAML could misread", () => {
    expect(setAt("a: x\n", ["a"], "04:30")).toBe('a: "04:30"\n');
    expect(setAt("a: x\n", ["a"], "no")).toBe('a: "no"\n');
    expect(setAt("a: x\n", ["a"], "C: d # e")).toBe('a: "C: d # e"\n');
    expect(setAt("a: x\n", ["a"], "Minsk")).toBe("a: Minsk\n");
  });

  it("adds keys after the last one, in the way of the mapping", () => {
    expect(setAt(small, ["b", "c", "z"], [53.7, 23.8])).toBe(small.replace('"2"}', '"2", z: [53.7, 23.8]}'));
    expect(setAt(small, ["b", "d", 1, "v"], true)).toBe(small.replace("# end\n", "# end\n      v: true\n"));
    expect(setAt(small, ["h"], 3)).toBe(`${small}h: 3\n`.replace("[1, 2]\nh", "[1, 2]\nh"));
    expect(setAt("a: {}\n", ["a", "b", "c"], 1)).toBe("a:\n  b: {c: 1}\n");
    expect(setAt(small, ["f", "new"], { at: "Minsk" })).toBe(small.replace("f:\n", "f:\n  new: {at: Minsk}\n"));
  });

  it("keeps a folded text folded", () => {
    const made = setAt(small, ["e"], "another text that is folded");
    expect(made).toContain("e: >-\n  another text that is folded\nf:");
  });

  it("writes through an alias to the one place that is shared", () => {
    expect(setAt(small, ["b", "d", 2, "k"], 7)).toBe(small.replace("{k: 1}", "{k: 7}"));
    expect(sharedAt(parse(small), ["b", "d", 2, "k"])).toBe("q");
    expect(sharedAt(parse(small), ["b", "c"])).toBe("");
  });

  it("keeps the line ends of the file", () => {
    expect(setAt("a: 1\r\nb:\r\n  c: 1\r\n", ["b", "d"], 2)).toBe("a: 1\r\nb:\r\n  c: 1\r\n  d: 2\r\n");
  });
});

describe("removing, inserting, moving", () => {
  it("removes a line, an item, an entry", () => {
    expect(removeAt(small, ["a"])).toBe(small.replace("a: 1 # one\n", ""));
    expect(removeAt(small, ["b", "c", "x"])).toBe(small.replace("x: 1, ", ""));
    expect(removeAt(small, ["b", "c", "y"])).toBe(small.replace(', y: "2"', ""));
    expect(removeAt(small, ["b", "d", 2])).toBe(small.replace("    - *q\n", ""));
    expect(removeAt(small, ["b", "d", 1, "title"])).toBe(small.replace("title: hi\n      ", ""));
    expect(removeAt(small, ["nothing"])).toBe(small);
  });

  it("leaves an empty collection where the last entry went", () => {
    expect(removeAt("a:\n  b: {c: 1}\nd: 1\n", ["a", "b"])).toBe("a: {}\nd: 1\n");
    expect(removeAt("a: [1]\n", ["a", 0])).toBe("a: []\n");
  });

  it("refuses to remove what an alias needs", () => {
    expect(() => removeAt(small, ["b", "d", 0])).toThrow(EditError);
  });

  it("inserts items", () => {
    expect(insertAt(small, ["g"], 1, 9)).toBe(small.replace("[1, 2]", "[1, 9, 2]"));
    expect(insertAt(small, ["g"], 0, 9)).toBe(small.replace("[1, 2]", "[9, 1, 2]"));
    expect(insertAt(small, ["b", "d"], 3, { k: 2 })).toBe(small.replace("    - *q\n", "    - *q\n    - {k: 2}\n"));
    expect(insertAt("a: 1\n", ["rows"], 0, { k: 2 })).toBe("a: 1\n\nrows:\n  - {k: 2}\n");
  });

  it("moves rows with the comments above and beside them", () => {
    const made = moveAt(small, ["b", "d"], 0, 1);
    expect(made).toContain("  d:\n    # about the second\n    - &blk\n      title: hi\n      w: 3 # end\n    - &q {k: 1} # first\n    - *q");
    expect(moveAt(made, ["b", "d"], 1, -1)).toBe(small);
    expect(moveAt(small, ["g"], 1, -1)).toBe(small.replace("[1, 2]", "[2, 1]"));
    expect(moveAt(small, ["g"], 1, 1)).toBe(small);
  });
});

describe("places in the text", () => {
  it("knows the lines of a path and the path of a line", () => {
    const parsed = parse(small);
    expect(linesOf(parsed, ["b", "d", 1])).toEqual([10, 11]);
    expect(linesOf(parsed, ["b", "nothing"])).toEqual([3, 12]);
    expect(pathAtLine(parsed, 4)).toEqual(["b", "c"]);
    expect(pathAtLine(parsed, 1)).toEqual([]);
  });

  it("reads dotted paths by the data, since ids may hold dots", () => {
    const data: Data = { sensors: { "a.b": { at: 1 }, a: {} }, rights: [{ delay: 1 }] };
    expect(pathOf(data, "sensors.a.b.at")).toEqual(["sensors", "a.b", "at"]);
    expect(pathOf(data, "rights.0.delay.value")).toEqual(["rights", 0, "delay", "value"]);
  });

  it("says where a broken text is broken", () => {
    expect(parse("a: [1\nb: 2\n").broken[0]).toMatchObject({ line: 2 });
    expect(parse("- 1\n").broken[0]!.message).toContain("format: 1");
  });
});

describe.each(files)("%s", (file) => {
  const text = read(file);
  const parsed = parse(text);
  const entries: Path[] = Object.entries(parsed.data).flatMap(([section, value]) =>
    value !== null && typeof value === "object" && !Array.isArray(value) && section !== "borders"
      ? Object.entries(value).filter(([, one]) => one !== null && typeof one === "object" && !Array.isArray(one))
          .map(([key]) => [section, key] as Path)
      : []);
  const some = entries.filter((_, i) => i % Math.ceil(entries.length / 4) === 0);

  it("differs after one edit in nothing but what was edited", () => {
    expect(parsed.broken).toEqual([]);
    for (const path of some) {
      const made = setAt(text, [...path, "note"], "x: y");
      const [before, now] = between(text, made);
      expect(before).toBeLessThanOrEqual(1 + String(valueAt(parsed.data, [...path, "note"]) ?? "").length / 60);
      expect(now).toBe(1);
      const data = parse(made).data;
      const back = structuredClone(data) as Record<string, Record<string, Record<string, Data>>>;
      const old = valueAt(parsed.data, [...path, "note"]);
      if (old === undefined) delete back[path[0]!]![path[1]!]!["note"];
      else back[path[0]!]![path[1]!]!["note"] = old;
      if (!sharedAt(parsed, path)) expect(back).toEqual(parsed.data);
      if (old === undefined) expect(removeAt(made, [...path, "note"])).toBe(text);
    }
  }, 30_000);
});
