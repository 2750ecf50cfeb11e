/** A ring about what is selected. */

import type { Layer } from "../layer";
import { ring } from "./tracks";

export const selected: Layer = {
  id: "selected",
  title: "Selection",
  still: false,
  has: ({ session }) => session.selected.value >= 0,
  draw({ context: c, session, now, palette }) {
    const at = now.shown.get(session.selected.value);
    if (at && session.picture.value.of === "truth") ring(c, palette, at.x, at.y, 17);
  },
};
