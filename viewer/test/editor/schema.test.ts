import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "../../src/editor/text/document";
import { inUnits, read, shown, told, withPart, type QuantityShape } from "../../src/editor/shape/quantity";
import { namesOf } from "../../src/editor/shape/references";
import { definitionOf, fieldsOf, kindsOf, type Field, type Schema } from "../../src/editor/shape/schema";
import { isConstant, rowsOf, SECTIONS, SINGLE } from "../../src/editor/sections";
import { NOTHING } from "../../src/editor/api";

const root = JSON.parse(readFileSync("../src/skypact/spec/scenario.schema.json", "utf8")) as Schema;
const of = (definition: string, key: string): Field => fieldsOf(root, definition).find((field) => field.key === key)!;

describe("fields from the schema", () => {
  it("knows the shape of every kind of value", () => {
    expect(of("Battery", "commander").shape).toEqual({ is: "reference", to: "posts" });
    expect(of("Battery", "type").shape).toEqual({ is: "reference", to: "weapon types" });
    expect(of("Radar", "type").shape).toEqual({ is: "reference", to: "sensor types" });
    expect(of("Battery", "at").shape.is).toBe("place");
    expect(of("Battery", "count").shape).toEqual({ is: "number", whole: true });
    expect(of("Theatre", "north").shape).toEqual({ is: "number", whole: false });
    expect(of("Post", "picture").shape).toEqual({ is: "flag" });
    expect(of("Radar", "sees").shape).toEqual({ is: "choice", options: ["all", "aircraft", "ballistic"] });
    expect(of("Right", "classes").shape).toMatchObject({ is: "many" });
    expect(of("Right", "units").shape).toEqual({ is: "many", options: "units" });
    expect(of("Right", "consent").shape).toEqual({ is: "list", of: { is: "group", of: "Consent" } });
    expect(of("Arrangement", "commander").shape).toEqual({ is: "map", of: { is: "reference", to: "posts" }, keys: "units" });
    expect(of("Arrangement", "links_drop").shape).toEqual({ is: "list", of: { is: "many", options: "posts" } });
    expect(of("Battery", "kind").shape).toEqual({ is: "fixed", value: "battery" });
    expect(of("Battery", "price").shape.is).toBe("quantity");
    expect(of("Choice", "set").shape.is).toBe("raw");
  });

  it("says what must be there and what counts otherwise", () => {
    expect(of("Battery", "assessment")).toMatchObject({ required: false, fallback: "10 s", help: expect.stringContaining("from impact") });
    expect(of("Post", "nation").required).toBe(true);
    expect(fieldsOf(root, "Arrangement")[0]!.key).toBe("title");
  });

  it("has a form for every section of the outline, and lists no key of the format twice", () => {
    for (const { key } of SECTIONS) if (key) expect(definitionOf(root, key, ""), key).not.toBe("");
    const keys = SECTIONS.map((section) => section.key);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it("tells the sorts of sensors by kind, else by the keys that are written", () => {
    expect(kindsOf(root, "sensors")).toEqual(["radar", "observer", "launch-warning", "passive", "cooperative"]);
    expect(kindsOf(root, "posts")).toEqual([]);
    expect(definitionOf(root, "sensors", "observer")).toBe("Observer");
    expect(definitionOf(root, "sensors", "", ["type", "at", "distance"])).toBe("Observer");
    expect(definitionOf(root, "sensors", "", ["type", "at"])).toBe("Radar");
  });
});

describe("quantities", () => {
  const time = of("Battery", "reaction").shape as QuantityShape;
  const share = of("Post", "stops").shape as QuantityShape;

  it("takes what the format takes and says what is right otherwise", () => {
    expect(read(time, " 20 s ")).toEqual({ value: "20 s" });
    expect(read(time, "1.5e2 ms")).toEqual({ value: "1.5e2 ms" });
    expect(read(time, "20")).toEqual({ wrong: 'write a number with its unit, such as 12 s' });
    expect(read(time, "20 apples")).toHaveProperty("wrong");
    expect(read(share, "0.3")).toEqual({ value: 0.3 });
    expect(read(share, "30 %")).toEqual({ value: "30 %" });
    expect(read(share, "")).toHaveProperty("wrong");
  });

  it("shows either way of writing one", () => {
    expect(shown("20 s")).toBe("20 s");
    expect(shown({ value: 2, low: 1 }, "low")).toBe("1");
    expect(shown("20 s", "low")).toBe("");
    expect(told("20 s")).toContain("counts as assumed");
    expect(told({ value: "2 s", low: "1 s", high: "3 s", source: "book" })).toBe("1 s to 3 s; source book");
    expect(told({ value: "2 s", assumed: true })).toBe("no range; assumed");
  });

  it("makes a mapping of a bare value, assumed unless it gets a source", () => {
    expect(withPart("20 s", "low", "10 s")).toEqual({ value: "20 s", low: "10 s", assumed: true });
    expect(withPart("20 s", "source", "book")).toEqual({ value: "20 s", source: "book" });
    expect(withPart({ value: 1, assumed: true }, "source", "book")).toEqual({ value: 1, source: "book" });
    expect(withPart({ value: 1, low: 0 }, "low", "")).toEqual({ value: 1 });
  });

  it("shows defaults with units", () => {
    expect(inUnits({ value: Math.PI / 180, dimension: "angle" })).toBe("1 deg");
    expect(inUnits({ value: 250_000, dimension: "length" })).toBe("250 km");
    expect(inUnits({ value: 0.3, dimension: "share" })).toBe("0.3");
    expect(inUnits(true)).toBe("yes");
    expect(inUnits(null)).toBe("");
  });
});

describe("constants and names", () => {
  const { data } = parse(readFileSync("../scenarios/2016-05-border.yaml", "utf8"));

  it("takes whatever flies by itself for a constant (law 9)", () => {
    for (const section of ["intruders", "traffic", "civil", "recorded", "crafts", "echoes", "claims"]) {
      expect(isConstant([section, "x", "route"]), section).toBe(true);
    }
    for (const section of ["sensors", "batteries", "posts", "rights", "arrangements", "airborne"]) expect(isConstant([section])).toBe(false);
  });

  it("names what the scenario and the catalogue have", () => {
    expect(namesOf("posts", data, NOTHING).map((one) => one.name)).toEqual(["cp-belarus", "cp-russia", "state-by", "state-ru"]);
    expect(namesOf("units", data, NOTHING).map((one) => one.name)).toContain("mig29-baranovichi");
    expect(namesOf("doctrines", data, NOTHING).map((one) => one.name)).toContain("salvo");
    expect(namesOf("sensor types", data, { ...NOTHING, sensors: [{ name: "P-18", title: "" }] })).toHaveLength(1);
  });

  it("lists the rows of sections", () => {
    expect(rowsOf(data, "links")[0]).toMatchObject({ path: ["links", 0], title: "cp-belarus – state-by: reports" });
    expect(rowsOf(data, "batteries")[0]).toMatchObject({ name: "s300-polotsk", title: "S-300PS-5V55R, Polotsk" });
    expect(rowsOf(data, "situation")[1]!.title).toContain("from");
    expect(SINGLE.has("environment")).toBe(true);
    expect(rowsOf(data, "environment")).toEqual([]);
  });
});
