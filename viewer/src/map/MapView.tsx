/** The map of one world. */

import type { World } from "../data/world";
import type { Session } from "../state/session";

export interface MapViewProps {
  session: Session;
  world: World | undefined;
  title: string;
  label?: string;
  legend?: boolean;
  select?: (entity: number) => void;
}

export function MapView({ title, world }: MapViewProps) {
  return <canvas class="map-stub" role="img" aria-label={`${title}: ${world?.truth.n ?? 0} objects`} />;
}
