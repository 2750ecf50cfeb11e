/** Ties a session to the address bar: choices are steps of the history, time only rewrites the last one. */

import { effect, untracked } from "@preact/signals";
import { open, read, write } from "./address";
import type { Session } from "./session";

/** How long a page waits before it writes where the time is [ms]. */
const REST_MS = 300;

export function bind(session: Session, page: Window): void {
  const { hash } = page.location;
  if (!/[#&](run|a|b|t)=/.test(hash)) open(session);
  if (hash.length > 1) read(session, hash);
  let taking = false;
  let timer = 0;
  let first = true;
  const put = (step: boolean) => {
    const text = write(session);
    if (text === page.location.hash) return;
    page.history[step ? "pushState" : "replaceState"](null, "", text);
  };
  effect(() => {
    // what people choose
    void [session.run.value, session.a.value, session.b.value, session.picture.value, session.panel.value];
    untracked(() => {
      if (!taking) put(!first);
    });
    first = false;
  });
  effect(() => {
    // what moves on by itself or letter by letter
    void [session.selected.value, session.speed.value, session.hidden.value, session.filter.value];
    void [session.view.value, session.altitude_m.value, session.trail_s.value, session.ghost.value];
    if (!session.playing.value) void session.t_s.value;
    page.clearTimeout(timer);
    timer = page.setTimeout(() => untracked(() => put(false)), REST_MS);
  });
  const take = () => {
    taking = true;
    session.playing.value = false;
    read(session, page.location.hash);
    taking = false;
  };
  page.addEventListener("popstate", take);
  page.addEventListener("hashchange", take);
}
