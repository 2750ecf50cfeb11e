/** Whose picture: which tracks and events a map shows. */

import type { Arrangement, ViewerFile } from "../data/format";
import type { Events, World } from "../data/world";
import type { Picture } from "../state/session";

/** Whether an entity is there in a world: forces of another date are not. */
export function present(file: ViewerFile, world: World | undefined): (entity: number) => boolean {
  const gone = new Set(arrangementOf(file, world)?.absent);
  return (entity) => !gone.has(entity);
}

export function arrangementOf(file: ViewerFile, world: World | undefined): Arrangement | undefined {
  return file.arrangements.find((one) => one.id === world?.replay.arrangement);
}

/** Posts (rows of `entities`) whose tracks the picture is made of; empty for the truth. */
export function posts(file: ViewerFile, world: World | undefined, picture: Picture): ReadonlySet<number> {
  const arrangement = arrangementOf(file, world);
  if (!arrangement || picture.of === "truth") return new Set();
  if (picture.of === "post") return new Set([picture.post]);
  if (picture.of === "fused") return new Set(arrangement.fused);
  return new Set(arrangement.pictures.filter((post) => file.entities[post]?.nation === picture.nation));
}

/** Whether those whose picture it is know of an event. */
export function knows(file: ViewerFile, picture: Picture, of: ReadonlySet<number>, events: Events, row: number): boolean {
  if (picture.of === "truth") return true;
  const nation = events.nation[row]!;
  if (picture.of === "nation") return file.entities[nation]?.id === picture.nation;
  const actor = events.actor[row]!;
  const other = events.other[row]!;
  if (of.has(actor) || of.has(other)) return true;
  if (picture.of === "post") return false;
  return [...of].some((post) => file.entities[post]?.nation === file.entities[nation]?.id);
}

/** Whether those whose picture it is command a unit under an arrangement: the post that orders it knows of its shots and flights. */
export function commands(
  file: ViewerFile, arrangement: Arrangement | undefined, picture: Picture, of: ReadonlySet<number>, unit: number,
): boolean {
  if (picture.of === "truth") return true;
  const own = (post: number) => (picture.of === "nation" ? file.entities[post]?.nation === picture.nation : of.has(post));
  return !!arrangement?.links.some((link) => link.to === unit && link.carries.includes("orders") && own(link.from));
}
