/** What the editor holds: the text with its history, what is selected, what the last check said. */

import { computed, effect, signal, type ReadonlySignal } from "@preact/signals";
import { ask, NOTHING, post, Refused, type Catalogue, type Checked } from "./api";
import { parse, valueAt, type Data, type Parsed, type Path } from "./text/document";
import { holdConstants } from "./constants";
import { keep } from "./draft";
import { EditError, setAt } from "./text/edits";
import { broken, placed, type Placed } from "./faults";
import { begun, changed, redone, undone, type History } from "./text/history";
import type { Schema } from "./shape/schema";

/** Rest after the last change before the text is checked and kept [ms]. */
const REST_MS = 400;

export class EditorState {
  readonly history = signal<History>(begun(""));
  readonly text: ReadonlySignal<string> = computed(() => this.history.value.text);
  readonly parsed: ReadonlySignal<Parsed> = computed(() => parse(this.text.value));
  /** The last text that was YAML: what outline and map show while the source is being written. */
  readonly sound: ReadonlySignal<Parsed>;
  readonly name = signal("");
  /** False until a scenario is chosen to begin from. */
  readonly open = signal(false);
  readonly selected = signal<Path>([]);
  /** Which of the page's parts chose it: the source does not scroll where it chose itself. */
  readonly chosenBy = signal<"source" | "other">("other");
  /** Line that the source is asked to show, 0 none. */
  readonly line = signal(0);
  readonly arrangement = signal("");
  readonly schema = signal<Schema | undefined>(undefined);
  readonly catalogue = signal<Catalogue>(NOTHING);
  readonly checked = signal<Checked | undefined>(undefined);
  readonly checking = signal(false);
  /** What could not be done, in words. */
  readonly notice = signal("");
  /** The text as it was opened or last downloaded. */
  readonly saved = signal("");
  readonly dirty = computed(() => this.text.value !== this.saved.value);
  readonly drafted = signal(false);
  readonly faults: ReadonlySignal<Placed[]> = computed(() => {
    const parsed = this.parsed.value;
    return parsed.broken.length ? broken(parsed) : placed(this.checked.value?.faults ?? [], parsed.data);
  });

  constructor() {
    const sound = signal(this.parsed.value);
    this.sound = sound;
    effect(() => {
      const parsed = this.parsed.value;
      if (!parsed.broken.length || !this.open.peek()) sound.value = parsed;
    });
  }

  get data(): { [key: string]: Data } {
    return this.sound.value.data;
  }

  value(path: Path): Data | undefined {
    return valueAt(this.data, path);
  }

  /** Begin with a text; what was there before is gone. `saved`: what of it is in a file, a draft is in none. */
  start(name: string, text: string, saved = text): void {
    this.open.value = false;
    this.history.value = begun(text);
    this.saved.value = saved;
    this.name.value = name;
    this.selected.value = [];
    this.arrangement.value = "";
    this.checked.value = undefined;
    this.notice.value = "";
    this.open.value = true;
  }

  /** Change the text by one edit; steps of one `gesture` are undone together. Returns whether it could be done. */
  edit(make: (text: string) => string, gesture = ""): boolean {
    try {
      const made = make(this.text.value);
      holdConstants(this.parsed.value.data, parse(made).data);
      this.history.value = changed(this.history.value, made, gesture);
      this.notice.value = "";
      return true;
    } catch (error) {
      if (!(error instanceof EditError)) throw error;
      this.notice.value = `Not changed: ${error.message}.`;
      return false;
    }
  }

  set(path: Path, value: Data, gesture = ""): boolean {
    return this.edit((text) => setAt(text, path, value), gesture);
  }

  undo(): void {
    this.history.value = undone(this.history.value);
  }

  redo(): void {
    this.history.value = redone(this.history.value);
  }

  select(path: Path, by: "source" | "other" = "other"): void {
    this.chosenBy.value = by;
    this.selected.value = path;
    if (path[0] === "arrangements" && path.length > 1) this.arrangement.value = String(path[1]);
  }

  /** Read what forms are made from. */
  async prepare(): Promise<void> {
    try {
      const [schema, catalogue] = await Promise.all([ask<Schema>("/api/schema"), ask<Catalogue>("/api/catalogue")]);
      this.schema.value = schema;
      this.catalogue.value = catalogue;
    } catch (error) {
      this.notice.value = wordsOf(error);
    }
  }

  /** Check and keep the text whenever it rests; stop with the function that is returned. */
  watch(): () => void {
    return effect(() => {
      const text = this.text.value;
      if (!this.open.value) return;
      const stop = new AbortController();
      this.checking.value = true;
      const timer = setTimeout(() => void this.check(text, stop.signal), REST_MS);
      return () => {
        clearTimeout(timer);
        stop.abort();
      };
    });
  }

  private async check(text: string, signal: AbortSignal): Promise<void> {
    // A text that is only looked at must not take the place of a draft.
    if (this.dirty.value) this.drafted.value = keep({ name: this.name.value, text, kept: new Date().toISOString() });
    if (this.parsed.value.broken.length) {
      // The reader of this page says what is wrong; the map goes on with what was checked last.
      this.checking.value = false;
      return;
    }
    try {
      const checked = await post<Checked>("/api/check", { yaml: text }, signal);
      if (signal.aborted) return;
      // While faults hide the borders, the map goes on with those it had.
      const borders = checked.borders.length ? checked.borders : this.checked.peek()?.borders ?? [];
      this.checked.value = { ...checked, borders };
    } catch (error) {
      if (signal.aborted) return;
      this.notice.value = wordsOf(error);
    }
    this.checking.value = false;
  }
}

export function wordsOf(error: unknown): string {
  if (error instanceof Refused) return `${error.message.slice(0, 1).toUpperCase()}${error.message.slice(1)}.`;
  return error instanceof Error ? error.message : String(error);
}
