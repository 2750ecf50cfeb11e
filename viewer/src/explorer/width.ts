/** How wide pictures are drawn [px of their own]: on a phone fewer, so that their text stays as large as the rest. */

import { signal, type ReadonlySignal } from "@preact/signals";

const WIDE = 640;
const NARROW = 400;

/** The width of all pictures, which follows the window. */
export function pictureWidth(): ReadonlySignal<number> {
  const small = matchMedia("(max-width: 620px)");
  const width = signal(small.matches ? NARROW : WIDE);
  small.addEventListener("change", () => { width.value = small.matches ? NARROW : WIDE; });
  return width;
}
