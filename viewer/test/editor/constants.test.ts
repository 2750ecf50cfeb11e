import { describe, expect, it } from "vitest";
import { EditorState } from "../../src/editor/state";
import { removeAt } from "../../src/editor/text/edits";
import { changed } from "../../src/editor/text/history";

const TEXT = `format: 1
date: 2016-05-06
start: "04:00"
places: {town: [53.9, 27.6]}
posts:
  centre: {nation: AA, at: &spot [53.5, 24]}
  other: {nation: AA, at: [54, 25]}
fighters:
  wing: {base: &field {at: [55, 26]}}
intruders:
  raid: {begin: "4 min", route: [{at: *spot}, *field]}
`;

function state(): EditorState {
  const made = new EditorState();
  made.start("x", TEXT);
  return made;
}

describe("constants of a scenario", () => {
  it("hold against an edit through an anchor that a site and a leg share", () => {
    const held = state();
    expect(held.set(["posts", "centre", "at"], [54, 24])).toBe(false);
    expect(held.notice.value).toMatch(/^Not changed: Intruders would change with it/);
    expect(held.set(["fighters", "wing", "base", "at"], [56, 26])).toBe(false);
    expect(held.text.value).toBe(TEXT);
    expect(held.set(["posts", "other", "at"], [54, 24])).toBe(true);
  });

  it("hold against edits of their own: flights, the hour of all, places that a way may name", () => {
    const held = state();
    expect(held.set(["intruders", "raid", "begin"], "5 min")).toBe(false);
    expect(held.edit((text) => removeAt(text, ["intruders"]))).toBe(false);
    expect(held.set(["start"], "05:00")).toBe(false);
    expect(held.notice.value).toContain("the start of the scenario moves the hour of every flight");
    expect(held.set(["date"], "2016-05-07")).toBe(false);
    expect(held.set(["places", "town"], [54, 27])).toBe(false);
    expect(held.set(["places", "village"], [54, 27])).toBe(true);
  });

  it("are free in the source, as the text of any file is", () => {
    const held = state();
    held.history.value = changed(held.history.value, TEXT.replace("04:00", "05:00"));
    expect(held.data["start"]).toBe("05:00");
  });
});
