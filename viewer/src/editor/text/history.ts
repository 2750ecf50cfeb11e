/** Undo and redo: snapshots of the text, one for each gesture. */

export interface History {
  past: readonly string[];
  text: string;
  future: readonly string[];
  /** What made the last step; a step of the same gesture takes its place. "" never joins. */
  gesture: string;
}

/** Steps that are kept. */
const MOST = 200;

export function begun(text: string): History {
  return { past: [], text, future: [], gesture: "" };
}

export function changed(history: History, text: string, gesture = ""): History {
  if (text === history.text) return history;
  if (gesture && gesture === history.gesture) return { ...history, text, future: [] };
  return { past: [...history.past, history.text].slice(-MOST), text, future: [], gesture };
}

export function undone(history: History): History {
  const text = history.past[history.past.length - 1];
  if (text === undefined) return history;
  return { past: history.past.slice(0, -1), text, future: [history.text, ...history.future], gesture: "" };
}

export function redone(history: History): History {
  const [text, ...future] = history.future;
  if (text === undefined) return history;
  return { past: [...history.past, history.text], text, future, gesture: "" };
}
