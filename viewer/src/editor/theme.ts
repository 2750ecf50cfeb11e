/** Light or dark: what the reader chose, else what the system says. */

const KEY = "skypact-theme";

export function themed(): void {
  let chosen: string | null = null;
  try {
    chosen = localStorage.getItem(KEY);
  } catch {
    // Without storage the system decides.
  }
  const dark = chosen === "dark" || chosen === "light" ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  document.documentElement.dataset["theme"] = dark ? "dark" : "light";
}

export function turnTheme(): void {
  const next = document.documentElement.dataset["theme"] === "dark" ? "light" : "dark";
  document.documentElement.dataset["theme"] = next;
  try {
    localStorage.setItem(KEY, next);
  } catch {
    // It lasts as long as the page then.
  }
}
