/** What the home page asks the server: results and scenarios to begin from. Errors are the server's own sentences. */

export interface Result {
  name: string;
  what: string;
  scenario: string;
  title: string;
  arrangements: string[];
  runs: number | null;
  seed: number | null;
  answer: string;
  whole: boolean;
  /** ISO 8601 with Z. */
  made: string;
  report: boolean;
  view: boolean;
  explore: boolean;
}

export interface Scenario {
  name: string;
  title: string;
  date: string;
  question: string;
  template: boolean;
}

/** Return the list at an address; an Error says in words why there is none. */
export async function list<T>(address: string): Promise<T[]> {
  let answer: Response;
  try {
    answer = await fetch(address);
  } catch {
    throw new Error("The server does not answer. Start it again with skypact view.");
  }
  const read: unknown = await answer.json().catch(() => null);
  if (answer.ok && Array.isArray(read)) return read as T[];
  throw new Error(said(read) ?? `The server answers with ${answer.status}.`);
}

function said(read: unknown): string | null {
  const error = typeof read === "object" && read !== null ? (read as { error?: { message?: unknown } }).error : undefined;
  return typeof error?.message === "string" ? error.message : null;
}
