/** Light, dark, or as the system has it; the page's tokens follow `data-theme` of the root. */

import { computed, effect, signal, type ReadonlySignal, type Signal } from "@preact/signals";

export type Choice = "auto" | "light" | "dark";

const KEY = "skypact-theme";
const system = signal(false);

/** What people chose. */
export const choice: Signal<Choice> = signal<Choice>("auto");
/** What is shown. */
export const theme: ReadonlySignal<"light" | "dark"> = computed(() =>
  choice.value === "auto" ? (system.value ? "dark" : "light") : choice.value,
);

/** Follow the system and what was chosen before; a page that may store nothing forgets it. */
export function follow(page: Window): void {
  const query = page.matchMedia("(prefers-color-scheme: dark)");
  system.value = query.matches;
  query.addEventListener("change", () => (system.value = query.matches));
  try {
    const kept = page.localStorage.getItem(KEY);
    if (kept === "light" || kept === "dark") choice.value = kept;
  } catch {
    // a page from disk may be refused its storage
  }
  effect(() => {
    page.document.documentElement.dataset["theme"] = theme.value;
    try {
      page.localStorage.setItem(KEY, choice.value);
    } catch {
      // as above
    }
  });
}
