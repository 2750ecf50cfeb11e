/** The draft that a browser keeps, so that a closed page loses nothing. Without storage the editor works as well. */

const KEY = "skypact.editor.draft";

export interface Draft {
  name: string;
  text: string;
  /** When it was kept, ISO 8601. */
  kept: string;
}

export function keep(draft: Draft): boolean {
  try {
    localStorage.setItem(KEY, JSON.stringify(draft));
    return true;
  } catch {
    return false;
  }
}

export function kept(): Draft | undefined {
  try {
    const draft = JSON.parse(localStorage.getItem(KEY) ?? "null") as Partial<Draft> | null;
    const whole = typeof draft?.text === "string" && typeof draft.name === "string" && typeof draft.kept === "string";
    return whole ? (draft as Draft) : undefined;
  } catch {
    return undefined;
  }
}

export function forget(): void {
  try {
    localStorage.removeItem(KEY);
  } catch {
    // Nothing was kept then.
  }
}
