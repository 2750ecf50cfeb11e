import { expect, test } from "vitest";
import { wrapped } from "../src/export/picture";

const letters = (text: string) => text.length;

test("a text is broken between words, no line is longer than allowed", () => {
  expect(wrapped("base map of the north", 11, letters)).toEqual(["base map of", "the north"]);
  expect(wrapped("base map of the north", 100, letters)).toEqual(["base map of the north"]);
});

test("a word longer than a line stands alone", () => {
  expect(wrapped("a worldview", 5, letters)).toEqual(["a", "worldview"]);
});
