import { describe, expect, it } from "vitest";
import { csv } from "../../src/explorer/csv";
import type { Measure } from "../../src/explorer/format";
import { Grid, type Choice } from "../../src/explorer/grid";
import { State } from "../../src/explorer/state";
import { briefChange, briefMean, change, number, sentences, shown, within } from "../../src/explorer/words";
import { example } from "./example";

const grid = new Grid(example());
const at = (place: number, part: Partial<Choice> = {}): Choice => ({ arrangement: 0, at: [place], without: 0, date: 0, ...part });
const leak = grid.file.measures[0]!;
const share: Measure = { id: "any_wrongful", title: "runs with wrongful fire", unit: "share", better: "lower", most: 1 };

describe("the sentence", () => {
  it("says the choice, the mean, its interval, and control beside it", () => {
    expect(sentences(grid, at(1))).toEqual([
      "Under “national”, consent delay 10 min: attackers that got through: 6.00 of 9 in a mean run (95 %: 5.50 to 6.50).",
      "Control kept by BY: share of the decisions: 100.0 % (40 of 40 runs with a decision, at least 90.0 %).",
    ]);
  });

  it("sets it against the first arrangement and against the same with all there", () => {
    const said = sentences(grid, at(1, { arrangement: 1, without: 1 }));
    expect(said[0]).toContain("Under “unified”, consent delay 10 min, without radar: ");
    expect(said[1]).toBe("Against “national” with all else alike: 6.00 fewer (5.50 to 6.50), better for the defence.");
    expect(said[2]).toBe("Against the same with radar: no difference in any run.");
  });

  it("says that a point between computed values is read off", () => {
    const said = sentences(grid, at(0.5));
    expect(said[0]).toContain("consent delay 5 min: attackers that got through: 4.00 of 9 in a mean run (between computed values; 95 %:");
    expect(said.at(-1)).toContain("no run stands behind them");
  });
});

describe("numbers in words", () => {
  it("are percent for shares, with a true minus", () => {
    expect([number(0.341, "share"), number(3, "count"), number(123.4, "count"), number(-1.5, "count"), number(null, "count")])
      .toEqual(["34.1 %", "3.00", "123", "−1.50", "unknown"]);
  });

  it("bound what never came up", () => {
    expect(within({ value: 0, low: 0, high: 0.072, n: 40, kind: "exact one-sided" }, share)).toBe("0 of 40 runs, at most 7.2 %");
    expect(within({ value: 3, low: 3, high: 3, n: 40, kind: "constant" }, leak)).toBe("in every run");
    expect(within({ value: 3, low: null, high: null, n: 1, kind: "one run" }, leak)).toBe("one run, no interval");
  });

  it("say what cannot be told from zero", () => {
    const row = { value: -0.1, low: -0.3, high: 0.1, n: 40, kind: "newcombe", differs: 0.2, computed: true };
    expect(change(row, share)).toBe("a difference of −10.00 percentage points (−30.00 to +10.00) that cannot be told from zero");
    expect(change({ ...row, high: -0.02 }, share)).toBe("10.00 percentage points less (2.00 to 30.00), better for the defence");
    expect(briefChange({ ...row, high: -0.02 }, share)).toBe("−10.00 pp [−30.00 to −2.00]*");
    expect(briefChange({ ...row, differs: 0 }, share)).toBe("the same");
    const between = { ...row, high: -0.02, computed: false }; // no star and no verdict on what no run stands behind
    expect(briefChange(between, share)).toBe("−10.00 pp [−30.00 to −2.00]");
    expect(change(between, share)).toBe("a difference of −10.00 percentage points (−30.00 to −2.00), read off between computed values");
    expect(briefMean({ value: null, low: null, high: null, n: 0, kind: "none" }, grid.file.measures[1]!)).toBe("nobody decided");
  });

  it("show a value between ticks with its unit", () => {
    expect([shown(grid.file.factors[0]!, 0), shown(grid.file.factors[0]!, 1.25)]).toEqual(["0 s", "12.5 min"]);
  });
});

describe("the address", () => {
  it("brings back the ends of a slider, whose digits it cuts", () => {
    const file = example();
    file.factors[0] = { ...file.factors[0]!, values: [1 / 3, 10, 20 / 3 * 10 - 1e-9] };
    for (const end of [0, 2]) {
      const state = new State(new Grid(file));
      state.slide(0, end);
      const again = new State(new Grid(file));
      again.slide(0, 1);
      again.go(state.address.value);
      expect(again.choice.value.at).toEqual([end]);
    }
  });

  it("holds the whole choice and gives it back", () => {
    const state = new State(grid);
    state.choose({ arrangement: 1, without: 1 });
    state.slide(0, 1.25);
    state.curve.value = "kept_BY";
    expect(state.address.value).toBe("#arrangement=unified&consent_delay=12.5min&without=radar&curve=kept_BY&against=kept_BY");
    const again = new State(grid, state.address.value);
    expect(again.choice.value).toEqual({ arrangement: 1, at: [1.25], without: 1, date: 0 });
    expect(again.curve.value).toBe("kept_BY");
    expect(again.address.value).toBe(state.address.value);
  });

  it("leaves what it does not know", () => {
    const state = new State(grid, "#arrangement=nobody&consent_delay=77&without=tank&curve=x&date=1999-01-01");
    expect(state.choice.value).toEqual({ arrangement: 0, at: [0], without: 0, date: 0 });
    expect(state.curve.value).toBe("leak");
  });

  it("comes back to a computed value in spite of few digits", () => {
    const file = example();
    file.factors[0]!.values = [1 / 7, 22 / 7, 20];
    const state = new State(new Grid(file));
    state.slide(0, 1);
    expect(new State(new Grid(file), state.address.value).choice.value.at).toEqual([1]);
    state.slide(0, 0);
    expect(new State(new Grid(file), state.address.value).choice.value.at).toEqual([0]);
  });

  it("keeps a slider within its ends", () => {
    const state = new State(grid);
    state.slide(0, 9);
    expect(state.choice.value.at).toEqual([2]);
  });
});

describe("the table as a file", () => {
  it("has a line for each combination and measure, quoted where it must be", () => {
    const file = example();
    file.measures[0]!.title = 'got "through", all';
    file.arrangements[0]!.id = "=1+1";
    const lines = csv(file).split("\r\n");
    expect(lines[0]).toBe("arrangement,consent_delay [min],without,measure,title,unit,mean,low,high,n,interval,less_base,"
      + "less_base_low,less_base_high,less_first_arrangement,less_first_arrangement_low,less_first_arrangement_high,less_whole,"
      + "less_whole_low,less_whole_high");
    expect(lines).toHaveLength(1 + 12 * 2 + 1);
    expect(lines[1]).toBe(`'=1+1,0,,leak,"got ""through"", all",count,2,1.5,2.5,40,t,,,,,,,,,`);
    expect(lines[3]).toBe(`unified,0,,leak,"got ""through"", all",count,1,0.5,1.5,40,t,-1,-1.5,-0.5,-1,-1.5,-0.5,,,`);
  });
});
