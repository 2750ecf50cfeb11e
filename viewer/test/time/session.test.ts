import { expect, it } from "vitest";
import { Session } from "../../src/state/session";
import { opened } from "./case";

it("a track that is selected is no object: nothing of the truth is selected with it", async () => {
  const s = new Session(await opened());
  s.select(7);
  s.selectTrack({ replay: s.worldA.value!.replay, series: 0 });
  expect([s.selected.value, s.track.value!.series, s.sheet.value.of]).toEqual([-1, 0, "entity"]);
  s.select(7);
  expect([s.selected.value, s.track.value]).toEqual([7, undefined]);
});
