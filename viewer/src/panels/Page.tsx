/** The viewer as a page. */

import type { App } from "../state/app";
import { Timeline } from "../time/Timeline";
import { Transport } from "../time/Transport";
import { Head } from "./Head";
import { Help } from "./Help";
import { Maps } from "./Maps";
import { PanelBody, Tabs } from "./Tabs";

export function Page({ app }: { app: App }) {
  return (
    <div class={`page shows-${app.session.panel.value}`}>
      <Head app={app} />
      {app.message.value && <p class="message" role="alert">{app.message.value} <button type="button" class="small" onClick={() => (app.message.value = "")}>Close</button></p>}
      <main class="room">
        <Maps app={app} />
        <section class="side" aria-label="Panels">
          <Tabs app={app} />
          <PanelBody app={app} />
        </section>
        <section class="clock-room" aria-label="Time">
          <Transport app={app} />
          <Timeline app={app} />
        </section>
      </main>
      <Help app={app} />
    </div>
  );
}
