/** All layers, from the bottom to the top. */

import type { Layer } from "../layer";
import { intercepts, messages, shots, silent } from "./deeds";
import { fates } from "./fates";
import { edges, graticule, scale } from "./graticule";
import { ground, names } from "./ground";
import { objects, trails } from "./objects";
import { coverage, ranges, routes } from "./reach";
import { selected } from "./selected";
import { sites } from "./sites";
import { disputed, territories, zones } from "./territories";
import { errors, tracks, trackTrails } from "./tracks";

export const LAYERS: readonly Layer[] = [
  ground, territories, disputed, graticule, zones, coverage, ranges, routes, names, sites, edges, scale,
  trails, trackTrails, fates, intercepts, messages, shots, silent, errors, objects, tracks, selected,
];
