/** The sheet of the selected entity: what it is, its parameters and where they come from. */

import type { Entity } from "../data/format";
import { trackFacts } from "../map/describe";
import type { App } from "../state/app";
import type { Chosen, Session } from "../state/session";
import { pairs } from "../state/ledger";
import { Quantities } from "./Quantities";

export function EntitySheet({ app }: { app: App }) {
  const { session } = app;
  const { file } = session;
  if (session.track.value) return <TrackSheet session={session} track={session.track.value} />;
  const row = session.selected.value;
  const one = file.entities[row];
  if (!one) return <p class="note">Select a site, an object or a line of the log: its parameters and their sources stand here.</p>;
  const rows = pairs(session.worldA.value, session.worldB.value).filter((pair) => pair.subject === row);
  return (
    <>
      <h3>{one.title || one.id}</h3>
      <dl class="facts">{facts(one, app).map(([term, text]) => <><dt>{term}</dt><dd>{text}</dd></>)}</dl>
      {INTRUDING.includes(one.kind) && (
        <p class="soft">Its way, heights and times are constants of the scenario: nothing in Skypact searches over them.</p>
      )}
      <p class="buttons">
        <button type="button" class="small" onClick={() => {
          session.filter.value = { ...session.filter.value, about: row };
          session.panel.value = "log";
        }}>Its log</button>
        {rows.length > 0 && <button type="button" class="small" onClick={() => (session.panel.value = "ledger")}>Its ledger</button>}
        {one.kind === "post" && app.session.file.arrangements.some((a) => a.pictures.includes(row)) && (
          <button type="button" class="small" onClick={() => (session.picture.value = { of: "post", post: row })}>Its picture</button>
        )}
      </p>
      <h4>Parameters</h4>
      <Quantities app={app} rows={one.quantities} />
    </>
  );
}

/** What the post that holds a track knows of it at the moment, and no more. */
function TrackSheet({ session, track }: { session: Session; track: Chosen }) {
  const world = [session.worldA.value, session.worldB.value].find((one) => one?.replay === track.replay);
  const known = world && trackFacts(session.file, world, track.series, session.t_s.value);
  if (!known) return <p class="note">The track that was selected is of another run or arrangement.</p>;
  return (
    <>
      <h3>{known.title}</h3>
      <dl class="facts">{known.facts.map(([term, text]) => <><dt>{term}</dt><dd>{text}</dd></>)}</dl>
      <p class="soft">This is what the picture holds. What the object really is stands in the truth.</p>
    </>
  );
}

const INTRUDING = ["intruder", "traffic"];

function facts(one: Entity, app: App): [string, string][] {
  const { file } = app.session;
  const nation = (id: string) => file.nations.find((n) => n.id === id)?.title ?? id;
  const out: [string, string][] = [["id", one.id], ["kind", [one.kind, one.what].filter(Boolean).join(", ")]];
  if (one.nation) out.push(["nation", nation(one.nation)]);
  if (one.crew && one.crew !== one.nation) out.push(["crew", nation(one.crew)]);
  if (one.intent) out.push(["intent", `${one.intent}${one.civil ? ", civil" : ""}`]);
  if (one.at) out.push(["at", place(one.at)]);
  if (one.reach_m) out.push(["range", `${one.least_m ? `${km(one.least_m)} to ` : "up to "}${km(one.reach_m)}`]);
  if (one.ceiling_m) out.push(["height", `up to ${km(one.ceiling_m)}`]);
  return out;
}

function place([lon, lat]: readonly [number, number]): string {
  return `${Math.abs(lat).toFixed(3)}° ${lat < 0 ? "S" : "N"}, ${Math.abs(lon).toFixed(3)}° ${lon < 0 ? "W" : "E"}`;
}

function km(m: number): string {
  return `${Number((m / 1000).toPrecision(3))} km`;
}
