/** The drafts that a browser keeps, by name, so that a closed page loses nothing. Without storage the editor works as well. */

const KEY = "skypact.editor.drafts";
/** Drafts that are kept; the oldest give way. */
const MOST = 8;

export interface Draft {
  name: string;
  text: string;
  /** When it was kept, ISO 8601. */
  kept: string;
}

/** Keep a draft beside those of other names; whether it could be kept. */
export function keep(draft: Draft): boolean {
  const drafts = [draft, ...all().filter((one) => one.name !== draft.name)].slice(0, MOST);
  // A full store gives up the oldest, never the one that is written now.
  for (; drafts.length; drafts.pop()) if (store(drafts)) return true;
  return false;
}

/** The newest draft. */
export function kept(): Draft | undefined {
  return all()[0];
}

/** Every draft, the newest first. */
export function all(): Draft[] {
  try {
    const drafts = JSON.parse(localStorage.getItem(KEY) ?? "[]") as unknown;
    return Array.isArray(drafts) ? drafts.filter(whole).sort((a, b) => b.kept.localeCompare(a.kept)) : [];
  } catch {
    return [];
  }
}

/** Let the draft of a name go. */
export function forget(name: string): void {
  const drafts = all();
  if (drafts.some((one) => one.name === name)) store(drafts.filter((one) => one.name !== name));
}

function store(drafts: readonly Draft[]): boolean {
  try {
    localStorage.setItem(KEY, JSON.stringify(drafts));
    return true;
  } catch {
    return false;
  }
}

function whole(one: unknown): one is Draft {
  const draft = one as Partial<Draft> | null;
  return typeof draft?.text === "string" && typeof draft.name === "string" && typeof draft.kept === "string";
}
