/** What a page shows at the moment: signals that the map, the timeline and the panels read and set. */

import { batch, computed, signal, type ReadonlySignal, type Signal } from "@preact/signals";
import type { Opened } from "../data/unpack";
import type { Parting, Replay } from "../data/format";
import { world, type World } from "../data/world";
import { ALL, type Filter } from "./filter";
import { snap } from "./speeds";

/** Whose picture is drawn: the truth, that of all posts of a nation, of one post, or of the posts that fuse. */
export type Picture =
  | { of: "truth" }
  | { of: "nation"; nation: string }
  | { of: "post"; post: number }
  | { of: "fused" };

export const PANELS = ["map", "log", "ledger", "runs", "sources"] as const;
export type Panel = (typeof PANELS)[number];

/** What the source sheet is about; an entity is the selected one. */
export type Sheet = { of: "entity" } | { of: "measure"; measure: number } | { of: "assumed" } | { of: "study" };

/** A series of the tracks of a replay. */
export interface Chosen {
  replay: Replay;
  series: number;
}

/** The middle of the map [km of the plane] and how much larger than at first (1 fits the theatre). */
export interface View {
  x: number;
  y: number;
  zoom: number;
}

/** Lengths of trails that people may choose [s], and the one that a page begins with. */
export const TRAILS_S = [0, 60, 300, 900, 1800, Infinity] as const;
export const TRAIL_S = 300;

export class Session {
  readonly opened: Opened;
  readonly t_s: Signal<number>;
  readonly playing = signal(false);
  /** Seconds of the scenario in one second. */
  readonly speed: Signal<number>;
  readonly run: Signal<number>;
  /** Arrangements side by side; `b` is "" where one map fills the page. */
  readonly a: Signal<string>;
  readonly b: Signal<string>;
  readonly picture: Signal<Picture> = signal({ of: "truth" } as Picture);
  /** Row of `entities`, −1 none. */
  readonly selected = signal(-1);
  /** The track that is selected in a picture: a series of one world, never the object that it really is. */
  readonly track: Signal<Chosen | undefined> = signal(undefined as Chosen | undefined);
  /** Ids of the layers that are not drawn. */
  readonly hidden: Signal<ReadonlySet<string>> = signal(new Set<string>());
  /** Which part of the map is seen; undefined: the theatre. */
  readonly view: Signal<View | undefined> = signal(undefined as View | undefined);
  /** Height of the coverage that is drawn [m above ground], −1 none. */
  readonly altitude_m = signal(-1);
  /** Length of the trails [s]. */
  readonly trail_s: Signal<number> = signal(TRAIL_S);
  /** Whether the truth shows faintly under a picture that is not the truth. */
  readonly ghost = signal(false);
  readonly panel: Signal<Panel> = signal<Panel>("log");
  readonly sheet: Signal<Sheet> = signal({ of: "study" } as Sheet);
  readonly filter: Signal<Filter> = signal(ALL);
  /** Replays by run and arrangement: those of the file and those fetched since. */
  readonly replays: Signal<ReadonlyMap<string, World>>;
  /** Where arrangements part, in the runs of the file and in those fetched since. */
  readonly partings: Signal<readonly Parting[]>;
  readonly worldA: ReadonlySignal<World | undefined>;
  readonly worldB: ReadonlySignal<World | undefined>;

  constructor(opened: Opened) {
    this.opened = opened;
    const { file } = opened;
    const first = file.replays[0];
    this.t_s = signal(0);
    this.speed = signal(snap(Math.max(1, file.scenario.duration_s / 120)));
    this.run = signal(first?.run ?? 0);
    this.a = signal(file.arrangements[0]?.id ?? "");
    this.b = signal(file.arrangements.length > 1 ? file.arrangements[file.arrangements.length - 1]!.id : "");
    this.replays = signal(new Map());
    this.partings = signal([]);
    this.add(opened, file.replays, file.partings);
    this.worldA = computed(() => this.replays.value.get(key(this.run.value, this.a.value)));
    this.worldB = computed(() => (this.b.value ? this.replays.value.get(key(this.run.value, this.b.value)) : undefined));
  }

  get file() {
    return this.opened.file;
  }

  /** Go to a moment, within the scenario. */
  seek(t_s: number): void {
    this.t_s.value = Math.min(Math.max(0, t_s), this.file.scenario.duration_s);
  }

  /** Take replays, and where they part, of a container with the same entities. */
  add(opened: Opened<unknown>, replays: readonly Replay[], partings: readonly Parting[]): void {
    const all = new Map(this.replays.peek());
    for (const one of replays) all.set(key(one.run, one.arrangement), world(opened, one));
    const anew = new Set(replays.map((one) => one.run));
    batch(() => {
      this.replays.value = all;
      this.partings.value = [...this.partings.peek().filter((one) => !anew.has(one.run)), ...partings];
    });
  }

  /** Runs at hand, in order. */
  runs(): number[] {
    return [...new Set([...this.replays.value.values()].map((one) => one.replay.run))].sort((x, y) => x - y);
  }

  has(run: number): boolean {
    return this.runs().includes(run);
  }

  select(entity: number): void {
    batch(() => {
      this.selected.value = entity;
      this.track.value = undefined;
      if (entity >= 0) this.sheet.value = { of: "entity" };
    });
  }

  selectTrack(track: Chosen): void {
    batch(() => {
      this.selected.value = -1;
      this.track.value = track;
      this.sheet.value = { of: "entity" };
    });
  }
}

function key(run: number, arrangement: string): string {
  return `${run}/${arrangement}`;
}
