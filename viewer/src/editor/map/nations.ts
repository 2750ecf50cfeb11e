/** Colours of nations: the same for a nation in every part of the page, by its order in the scenario. */

export function nationClass(nations: readonly string[], nation: string): string {
  const at = nations.indexOf(nation);
  return at < 0 ? "nx" : `n${at % 6}`;
}
