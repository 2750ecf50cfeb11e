/** The map for those who do not see it: sentences while it stands, and a table on demand. */

import type { World } from "../data/world";
import type { Session } from "../state/session";
import { useEffect, useState } from "preact/hooks";
import { effect, untracked, useSignal } from "@preact/signals";
import { describe, pictureWords, rows, type Row } from "./describe";
import { clock } from "./text";

/** A live region says nothing while time runs, and waits for a seek to settle. */
const SETTLED_MS = 600;

export function Spoken({ session, world, live }: { session: Session; world: World | undefined; live: boolean }) {
  const [said, say] = useState<string[]>([]);
  useEffect(() => {
    let timer = 0;
    const stop = effect(() => {
      void session.t_s.value;
      void session.picture.value;
      clearTimeout(timer);
      if (session.playing.value) return;
      timer = setTimeout(() => untracked(() => say(describe(session, world, session.t_s.value))), SETTLED_MS) as unknown as number;
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [session, world]);
  return <div class="map-spoken" role={live ? "status" : undefined} aria-live={live ? "polite" : "off"}>{said.map((one) => <p key={one}>{one}</p>)}</div>;
}

/** How often the table follows a clock that runs [ms]: a table that is made anew at each frame cannot be read or used. */
const FOLLOW_MS = 2000;

/** The moment that is shown: at once while the clock stands, from time to time while it runs. */
function useCalmTime(session: Session): number {
  const t_s = useSignal(session.t_s.peek());
  useEffect(() => {
    let last = 0;
    return effect(() => {
      const [now, t] = [performance.now(), session.t_s.value];
      if (session.playing.value && now - last < FOLLOW_MS) return;
      last = now;
      t_s.value = t;
    });
  }, [session]);
  return t_s.value;
}

/** What the map shows, as a table; a row selects its object. */
export function Table({ session, world, close, select }: {
  session: Session; world: World | undefined; close: () => void; select: (entity: number) => void;
}) {
  const t_s = useCalmTime(session);
  const all = rows(session, world, t_s);
  const chosen = (row: Row) => (row.series >= 0
    ? session.track.value?.replay === world?.replay && session.track.value?.series === row.series
    : row.entity >= 0 && row.entity === session.selected.value);
  const choose = (row: Row) => {
    if (row.series < 0) select(row.entity);
    else if (world) session.selectTrack({ replay: world.replay, series: row.series });
  };
  const truth = session.picture.value.of === "truth";
  return (
    <div class="map-table" tabIndex={0} role="group" aria-label="The map as a table">
      <button type="button" onClick={close}>Show the map</button>
      <table>
        <caption>What {pictureWords(session)} shows at {clock(session.file.scenario.start, t_s)} UTC: {all.length} {truth ? "objects" : "tracks"}</caption>
        <thead><tr>{["Name", "Place", "Height", "Speed", truth ? "What it is" : "Class", truth ? "Over" : "Held by"].map((one) => <th key={one} scope="col">{one}</th>)}</tr></thead>
        <tbody>
          {all.map((row, i) => (
            <tr key={i} class={chosen(row) ? "chosen" : ""}>
              <th scope="row">
                <button type="button" onClick={() => choose(row)}>{row.name}</button>
              </th>
              <td>{row.place}</td><td>{row.height}</td><td>{row.speed}</td><td>{row.what}</td><td>{row.where}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
