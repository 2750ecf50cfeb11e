/** The map of one world. */

import type { World } from "../data/world";
import type { Session } from "../state/session";

export function MapView({ title, world }: { session: Session; world: World | undefined; title: string }) {
  return <canvas class="map-stub" role="img" aria-label={`${title}: ${world?.truth.n ?? 0} objects`} />;
}
