/** A small file by hand: two arrangements, a delay of 0, 10, 20 min, a radar that may be gone. */

import type { Cell, Estimate, ExplorerFile } from "../../src/explorer/format";

const estimate = (value: number, half = 0.5): Estimate => ({ value, low: value - half, high: value + half, n: 40, kind: "t" });

/** Leak: national 2, 6, 8 and one more without the radar; unified 1 everywhere. Control kept: all, or none. */
export function example(): ExplorerFile {
  const cells: Cell[] = [];
  for (const without of [0, 1]) {
    for (const i of [0, 1, 2]) {
      for (const arrangement of [0, 1]) {
        const national = [2, 6, 8][i]! + without;
        const leak = arrangement ? 1 : national;
        cells.push({
          date: 0, without, at: [i], arrangement,
          found: [estimate(leak), { value: arrangement ? 0 : 1, low: arrangement ? 0 : 0.9, high: arrangement ? 0.1 : 1, n: 40, kind: "exact one-sided" }],
          base: [without + i + arrangement ? { ...estimate(leak - 2), differs: 1 } : null, null],
          first: [arrangement ? { ...estimate(1 - national), differs: 1 } : null, null],
          whole: [without ? { ...estimate(arrangement ? 0 : 1, arrangement ? 0 : 0.5), differs: arrangement ? 0 : 0.8 } : null, null],
        });
      }
    }
  }
  return {
    format: "skypact-explorer", version: 1, again: "skypact explore by-hand",
    stamp: { skypact: "0", runs: 40, seed: 1, association: "perfect", hypothesis: "", platform: "", scenario_sha256: { "": "0" } },
    scenario: { id: "by-hand", title: "By hand", question: "Does it matter?", date: "2016-05-06" },
    answer: [], leans_on: [],
    arrangements: [{ id: "national", title: "National" }, { id: "unified", title: "Unified" }],
    factors: [{ id: "consent_delay", unit: "min", values: [0, 10, 20], texts: ["0 s", "10 min", "20 min"], is_log: false,
      written: [2, 3], written_text: "2 min to 3 min", n: 4, quantities: [] }],
    things: [{ id: "radar", title: "A radar" }], dates: [],
    measures: [
      { id: "leak", title: "attackers that got through", unit: "count", better: "lower", most: 9 },
      { id: "kept_BY", title: "control kept by BY: share of the decisions", unit: "share", better: "higher", most: 1 },
    ],
    lead: "leak", wrongful: "", control: "kept_BY", base: 0, cells,
  };
}
