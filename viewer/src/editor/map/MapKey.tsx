/** What the map's shapes, colours and lines mean. */

import { CALLED, SHAPES } from "./SiteMark";
import { nationClass } from "./nations";
import { about } from "../sections";
import type { Data } from "../text/document";
import type { Spot } from "./sites";

interface Props {
  nations: readonly string[];
  data: { [key: string]: Data };
  routes: boolean;
  why: string;
}

export function MapKey({ nations, data, routes, why }: Props) {
  const all = Object.keys((data["nations"] as object | undefined) ?? {});
  const title = (nation: string) => about((data["nations"] as { [key: string]: Data })[nation] ?? "") || nation;
  return (
    <ul class="key" aria-label="Legend">
      {(Object.keys(SHAPES) as Spot["kind"][]).map((kind) => (
        <li key={kind}><svg viewBox="-9 -9 18 18" aria-hidden="true"><path class="plain" d={SHAPES[kind]} /></svg>{CALLED[kind]}</li>
      ))}
      {nations.map((nation) => (
        <li key={nation}><svg viewBox="-9 -9 18 18" aria-hidden="true"><path class={nationClass(all, nation)} d="M-7,-7H7V7H-7Z" /></svg>{title(nation)}</li>
      ))}
      <li><svg viewBox="0 -9 24 18" class="wide" aria-hidden="true"><path class="line link" d="M0,0H24" /></svg>link</li>
      <li><svg viewBox="0 -9 24 18" class="wide" aria-hidden="true"><path class="line reports" d="M0,0H24" /></svg>reports, orders</li>
      {routes && <li title={why}><svg viewBox="0 -9 24 18" class="wide" aria-hidden="true"><path class="route" d="M0,0H24" /></svg>flight, constant</li>}
    </ul>
  );
}
