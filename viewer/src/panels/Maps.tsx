/** The maps: A alone or A beside B, with the sentence of where they first part. */

import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { World } from "../data/world";
import { MapView } from "../map/MapView";
import type { App } from "../state/app";
import { pairs } from "../state/ledger";
import { silence } from "../state/partings";
import { utc } from "../words/clock";

export function Maps({ app }: { app: App }) {
  const { session } = app;
  const [a, b] = [session.worldA.value, session.worldB.value];
  const two = session.b.value !== "";
  const room = useRef<HTMLDivElement>(null);
  // registered after those of the maps, so that they have drawn themselves for white paper when they are copied
  useEffect(() => {
    const legend = () => room.current!.querySelector<HTMLDetailsElement>("details.map-legend");
    let open = false;
    const before = () => {
      copyForPrint(room.current!);
      open = legend()?.open ?? false;
      legend()?.setAttribute("open", "");
    };
    const after = () => void (open || legend()?.removeAttribute("open"));
    addEventListener("beforeprint", before);
    addEventListener("afterprint", after);
    return () => {
      removeEventListener("beforeprint", before);
      removeEventListener("afterprint", after);
    };
  }, [a, b]);
  return (
    <section class="maps-room" aria-label="Maps">
      <Difference app={app} />
      <div ref={room} class={`maps${two ? " two" : ""}`}>
        <One app={app} mark="A" id={session.a.value} world={a} />
        {two && <One app={app} mark="B" id={session.b.value} world={b} />}
      </div>
    </section>
  );
}

function One({ app, mark, id, world }: { app: App; mark: "A" | "B"; id: string; world: World | undefined }) {
  const { session } = app;
  const title = app.title(id);
  return (
    <div class="world-map">
      <h2><span class={`world world-${mark.toLowerCase()}`}>{mark}</span> {title}</h2>
      <canvas class="print-map" aria-hidden="true" />
      {world
        ? <MapView session={session} world={world} title="" label={`Map ${mark}: ${title}`} legend={mark === "A"} live={mark === "A"}
            select={(entity) => session.select(entity)} />
        : <Missing app={app} id={id} />}
    </div>
  );
}

/** Paper has another size than the screen and waits for no frame: it gets a copy of each map as it stands. */
function copyForPrint(room: HTMLElement): void {
  for (const map of room.querySelectorAll(".world-map")) {
    const copy = map.querySelector<HTMLCanvasElement>("canvas.print-map")!;
    const drawn = [...map.querySelectorAll<HTMLCanvasElement>("canvas.map-canvas")];
    if (!drawn[0]?.width) continue;
    copy.width = drawn[0].width;
    copy.height = drawn[0].height;
    for (const one of drawn) copy.getContext("2d")!.drawImage(one, 0, 0);
  }
}

/** Where the two worlds first part in this run. */
function Difference({ app }: { app: App }) {
  const { session } = app;
  const whole = useSignal(false);
  if (!session.b.value || session.a.value === session.b.value) return null;
  const first = app.first.value;
  if (!first) return silence(session) ? <p class="difference soft">{silence(session)}</p> : null;
  const fate = pairs(session.worldA.value, session.worldB.value).some((one) => one.subject === first.subject && one.fateDiffers);
  return (
    <div class="difference">
      <span class="parting-sign" aria-hidden="true">◆</span>
      <p class={whole.value ? "" : "clamped"}>
        <strong>First difference{fate ? " in a fate" : ""} {utc(session.file.scenario.start, first.t_s)}:</strong> {first.sentence}
      </p>
      {first.sentence.length > 110 && (
        <button type="button" class="small" aria-expanded={whole.value} onClick={() => (whole.value = !whole.value)}>{whole.value ? "Less" : "More"}</button>
      )}
      <button type="button" class="small" onClick={() => app.part(first)}>Go there</button>
    </div>
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
