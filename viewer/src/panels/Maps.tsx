/** The maps: A alone or A beside B, with the sentence of where they first part. */

import { MapView } from "../map/MapView";
import type { App } from "../state/app";
import { utc } from "../words/clock";

export function Maps({ app }: { app: App }) {
  const { session } = app;
  const [a, b] = [session.worldA.value, session.worldB.value];
  const two = session.b.value !== "";
  return (
    <section class="maps-room" aria-label="Maps">
      <Difference app={app} />
      <div class={`maps${two ? " two" : ""}`}>
        <div class="world-map">
          <h2><span class="world world-a">A</span> {app.title(session.a.value)}</h2>
          {a ? <MapView session={session} world={a} title={app.title(session.a.value)} /> : <Missing app={app} id={session.a.value} />}
        </div>
        {two && (
          <div class="world-map">
            <h2><span class="world world-b">B</span> {app.title(session.b.value)}</h2>
            {b ? <MapView session={session} world={b} title={app.title(session.b.value)} /> : <Missing app={app} id={session.b.value} />}
          </div>
        )}
      </div>
    </section>
  );
}

/** Where the two worlds first part in this run. */
function Difference({ app }: { app: App }) {
  const { session } = app;
  if (!session.b.value || session.a.value === session.b.value) return null;
  const first = [...app.partings.value].sort((x, y) => x.t_s - y.t_s)[0];
  if (!first) return <p class="difference soft">A and B do not part in this run, as far as the file says.</p>;
  return (
    <p class="difference">
      <span class="parting-sign" aria-hidden="true">◆</span>
      <span><strong>First difference {utc(session.file.scenario.start, first.t_s)}:</strong> {first.sentence}</span>
      <button type="button" class="small" onClick={() => app.part(first)}>Go there</button>
    </p>
  );
}

function Missing({ app, id }: { app: App; id: string }) {
  const { session } = app;
  return (
    <div class="note missing">
      <p>Run {session.run.value} under {app.title(id)} is not in this file.</p>
      <p>{session.runs().slice(0, 8).map((run) => (
        <button key={run} type="button" class="small" onClick={() => void app.show(run)}>Run {run}</button>))}</p>
      {app.address && <button type="button" disabled={app.busy.value} onClick={() => void app.show(session.run.value)}>Ask the server for it</button>}
    </div>
  );
}
