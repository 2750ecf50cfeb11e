/** The viewer as a whole: the session, its clock, and what follows from them. */

import { batch, computed, effect, signal, untracked, type ReadonlySignal, type Signal } from "@preact/signals";
import type { Opened } from "../data/unpack";
import { before } from "../data/world";
import type { Parting } from "../data/format";
import { sentence } from "../words/sentence";
import { Clock, type Source, browser } from "./clock";
import { event, merge, shown, step, type Merged } from "./merged";
import { shownPartings } from "./partings";
import { show } from "./runs";
import { Session } from "./session";
import { beside, jog, speeds, type Speed } from "./speeds";
import { lead } from "./address";

export class App {
  readonly session: Session;
  readonly clock: Clock;
  readonly speeds: Speed[];
  /** Events of both worlds, and the rows of them that the filter lets pass. */
  readonly merged: ReadonlySignal<Merged>;
  readonly rows: ReadonlySignal<Int32Array>;
  /** Number of rows whose moment has come, among `rows`. */
  readonly come: ReadonlySignal<number>;
  /** Partings of the run that is shown, between the two arrangements that are. */
  readonly partings: ReadonlySignal<Parting[]>;
  /** The first of them: what the page speaks of, the key goes to, and a page without a fragment opens with. */
  readonly first: ReadonlySignal<Parting | undefined>;
  /** What could not be done, in words; "" nothing. */
  readonly message: Signal<string> = signal("");
  readonly busy: Signal<boolean> = signal(false);
  readonly help: Signal<boolean> = signal(false);
  readonly printing: Signal<boolean> = signal(false);
  private asked = 0;

  /** `address`: where the server gives containers of this result, null in a file. */
  constructor(opened: Opened, readonly address: string | null = null, source: Source = browser, least_ms = 0) {
    const s = (this.session = new Session(opened));
    this.clock = new Clock(s, source, least_ms);
    this.speeds = speeds(s.file.scenario.duration_s);
    this.merged = computed(() => merge(s.worldA.value, s.worldB.value));
    this.rows = computed(() => shown(this.merged.value, s.filter.value, s.file, s.worldA.value, s.worldB.value));
    const moments = computed(() => Float64Array.from(this.rows.value, (row) => this.merged.value.t_s[row]!));
    this.come = computed(() => before(moments.value, s.t_s.value + 0.05) + 1);
    this.partings = computed(() => shownPartings(s));
    this.first = computed(() => this.partings.value[0]);
  }

  /** The sentence of a row of the merged list. */
  say(row: number): string {
    const { events, i } = event(this.merged.value, row, this.session.worldA.value, this.session.worldB.value);
    return sentence(this.session.file, events, i);
  }

  /** Go to the next or previous event that the filter lets pass. */
  step(way: -1 | 1): void {
    this.clock.pause();
    const t = step(this.merged.value, this.rows.value, this.session.t_s.value, way);
    if (t !== undefined) this.clock.seek(t);
  }

  jog(way: number): void {
    this.clock.seek(this.session.t_s.value + way * jog(this.session.file.scenario.duration_s));
  }

  faster(way: -1 | 1): void {
    this.session.speed.value = beside(this.speeds, this.session.speed.value, way);
  }

  /** Show where two worlds part, some seconds before, with their two arrangements and the object selected. */
  part(one: Parting): void {
    const { session } = this;
    this.clock.pause();
    batch(() => {
      session.a.value = one.a;
      session.b.value = one.b;
      session.select(one.subject);
      void this.show(one.run);
    });
    this.clock.seek(one.t_s - lead(session.file.scenario.duration_s));
  }

  /** Get the run that is chosen wherever it is not at hand, or say why not; stop with the function that is returned. */
  watch(): () => void {
    return effect(() => {
      const run = this.session.run.value;
      if (!this.session.has(run)) untracked(() => void this.show(run));
    });
  }

  /** Show a run; what is wrong stands in `message`. Of several that are waited for, the last one asked counts. */
  async show(run: number): Promise<void> {
    const turn = ++this.asked;
    const last = () => turn === this.asked;
    this.message.value = "";
    this.busy.value = !this.session.has(run);
    try {
      await show(this.session, run, this.address, last);
    } catch (error) {
      if (last()) this.message.value = capital((error as Error).message);
    }
    if (last()) this.busy.value = false;
  }

  /** The title of an arrangement. */
  title(id: string): string {
    return this.session.file.arrangements.find((one) => one.id === id)?.title || id;
  }
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
