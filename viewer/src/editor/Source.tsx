/** The YAML itself, with numbers of lines and marks of faults, in step with the form. */

import { useEffect, useRef } from "preact/hooks";
import { linesOf, pathAtLine } from "./text/document";
import { inWords, type Placed } from "./faults";
import { changed } from "./text/history";
import type { EditorState } from "./state";

/** Height of a line, as style/editor.css has it [px]. */
const LINE = 18;
/** Rest after which further typing is a step of its own [ms]. */
const REST_MS = 1000;

export function Source({ state }: { state: EditorState }) {
  const area = useRef<HTMLTextAreaElement>(null);
  const behind = useRef<HTMLDivElement>(null);
  const gesture = useRef({ number: 0, at: 0 });
  const text = state.text.value;
  const count = text.split("\n").length;
  const selected = state.selected.value;
  const [first, last] = selected.length && selected[0] !== "" ? linesOf(state.sound.value, selected) : [0, -1];
  const marks = new Map<number, Placed[]>();
  for (const fault of state.faults.value) marks.set(fault.line, [...(marks.get(fault.line) ?? []), fault]);

  useEffect(() => {
    const element = area.current;
    if (!element || state.chosenBy.value === "source" || first < 1) return;
    const top = (first - 1) * LINE;
    const seen = top >= element.scrollTop && top + LINE < element.scrollTop + element.clientHeight;
    if (!seen) element.scrollTop = Math.max(0, top - LINE * 3);
    follow();
  }, [first, state]);

  const wanted = state.line.value;
  useEffect(() => {
    const element = area.current;
    if (!element || wanted < 1) return;
    const begin = element.value.split("\n").slice(0, wanted - 1).join("\n").length + (wanted > 1 ? 1 : 0);
    element.focus();
    element.setSelectionRange(begin, begin);
    element.scrollTop = Math.max(0, (wanted - 4) * LINE);
    follow();
  }, [wanted]);

  const follow = () => {
    if (behind.current && area.current) behind.current.style.transform = `translateY(${-area.current.scrollTop}px)`;
  };
  const type = (typed: string) => {
    const now = Date.now();
    if (now - gesture.current.at > REST_MS) gesture.current.number++;
    gesture.current.at = now;
    state.history.value = changed(state.history.value, typed, `typing ${gesture.current.number}`);
  };
  const moved = () => {
    const element = area.current;
    if (!element || document.activeElement !== element || state.parsed.value.broken.length) return;
    const path = pathAtLine(state.parsed.value, element.value.slice(0, element.selectionStart).split("\n").length);
    if (path.length && path.join(".") !== state.selected.value.join(".")) state.select(path, "source");
  };
  return (
    <section class="source" aria-label="Source">
      <div class="behind" ref={behind} aria-hidden="true">
        {Array.from({ length: count }, (_, i) => {
          const faults = marks.get(i + 1);
          const here = i + 1 >= first && i + 1 <= last;
          return (
            <div key={i} class={`${faults ? "wrong" : ""}${here ? " here" : ""}`}>
              <span title={faults?.map(inWords).join("\n")}>{faults ? "✕ " : ""}{i + 1}</span>
            </div>
          );
        })}
      </div>
      <textarea ref={area} aria-label="YAML of the scenario" spellcheck={false} wrap="off" value={text} onScroll={follow}
        onInput={(event) => type(event.currentTarget.value)} onClick={moved} onKeyUp={moved} />
    </section>
  );
}
