/** The map for those who do not see it: sentences while it stands, and a table on demand. */

import type { World } from "../data/world";
import type { Session } from "../state/session";
import { useEffect, useState } from "preact/hooks";
import { effect, untracked } from "@preact/signals";
import { describe, pictureWords, rows } from "./describe";

/** A live region says nothing while time runs, and waits for a seek to settle. */
const SETTLED_MS = 600;

export function Spoken({ session, world }: { session: Session; world: World | undefined }) {
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
  return <div class="map-spoken" role="status" aria-live="polite">{said.map((one) => <p key={one}>{one}</p>)}</div>;
}

/** What the map shows, as a table; a row selects its object. */
export function Table({ session, world, close, select }: {
  session: Session; world: World | undefined; close: () => void; select: (entity: number) => void;
}) {
  const all = rows(session, world, session.t_s.value);
  const truth = session.picture.value.of === "truth";
  return (
    <div class="map-table" tabIndex={0} role="group" aria-label="The map as a table">
      <button type="button" onClick={close}>Show the map</button>
      <table>
        <caption>What {pictureWords(session)} shows now: {all.length} {truth ? "objects" : "tracks"}</caption>
        <thead><tr>{["Name", "Place", "Height", "Speed", truth ? "What it is" : "Class", truth ? "Over" : "Held by"].map((one) => <th key={one} scope="col">{one}</th>)}</tr></thead>
        <tbody>
          {all.map((row, i) => (
            <tr key={i} class={row.entity >= 0 && row.entity === session.selected.value ? "chosen" : ""}>
              <th scope="row">
                {row.entity >= 0 ? <button type="button" onClick={() => select(row.entity)}>{row.name}</button> : row.name}
              </th>
              <td>{row.place}</td><td>{row.height}</td><td>{row.speed}</td><td>{row.what}</td><td>{row.where}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
