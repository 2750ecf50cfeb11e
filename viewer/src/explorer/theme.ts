/** Light or dark: as the system has it, until a reader says otherwise. Paper is always light. */

import { effect, signal, type Signal } from "@preact/signals";

export type Theme = "light" | "dark";

export function theme(): Signal<Theme> {
  const system = matchMedia("(prefers-color-scheme: dark)");
  const now = signal<Theme>(system.matches ? "dark" : "light");
  system.addEventListener("change", () => { now.value = system.matches ? "dark" : "light"; });
  const show = (shown: Theme) => { document.documentElement.dataset["theme"] = shown; };
  effect(() => show(now.value));
  addEventListener("beforeprint", () => show("light"));
  addEventListener("afterprint", () => show(now.value));
  return now;
}
