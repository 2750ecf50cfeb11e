import { describe, expect, it } from "vitest";
import type { Result, Scenario } from "../../src/home/api";
import { address, effort, first, found, study, worlds } from "../../src/home/words";

const result: Result = {
  name: "2016-05-border-1-300", what: "compare", scenario: "2016-05-border", title: "Border", whole: true, answer: "",
  arrangements: ["national", "unified"], runs: 1300, seed: 1, made: "2026-01-02T03:04:05Z", report: true, view: true, explore: false,
};
const scenario = (name: string, title: string, question = ""): Scenario => ({ name, title, date: "2016-05-06", question, template: false });

describe("what stands over a result", () => {
  it("names the study, the worlds and the effort", () => {
    expect(study(result)).toBe("comparison");
    expect(worlds(result)).toBe("national v unified");
    expect(effort(result)).toBe("1,300 runs, seed 1");
  });
  it("keeps quiet about what is not known", () => {
    expect(effort({ ...result, runs: null, seed: null })).toBe("");
    expect(effort({ ...result, runs: 1, seed: null })).toBe("1 run");
    expect(worlds({ ...result, arrangements: [""] })).toBe("as written");
    expect(study({ ...result, what: "something-new" })).toBe("something-new");
  });
  it("takes the first sentence, not the first point", () => {
    expect(first("Leak falls by 1.5 of 24. The rest is chance.")).toBe("Leak falls by 1.5 of 24.");
    expect(first("no end")).toBe("no end");
  });
});

describe("a search", () => {
  const all = [scenario("2016-05-border", "Border violation, May 2016"), scenario("2012-07-04-airdrop", "A light aircraft", "Who is told?")];
  it("needs every word, anywhere, in any case", () => {
    expect(found(all, "").length).toBe(2);
    expect(found(all, "TOLD light").map((one) => one.name)).toEqual(["2012-07-04-airdrop"]);
    expect(found(all, "border light")).toEqual([]);
  });
});

it("escapes names in addresses", () => {
  expect(address("view", "a b/c")).toBe("/view/a%20b%2Fc");
});
