/** A line or some lines of text that count when they are left or confirmed, not at every key. */

import { useState } from "preact/hooks";

interface Props {
  id?: string;
  label: string;
  value: string;
  placeholder?: string;
  list?: string;
  lines?: number;
  numeric?: boolean;
  wrong?: boolean;
  describedBy?: string | undefined;
  disabled?: boolean;
  onText(text: string): void;
}

export function TextInput(props: Props) {
  const [typed, setTyped] = useState<string | undefined>(undefined);
  const done = () => {
    if (typed !== undefined && typed !== props.value) props.onText(typed);
    setTyped(undefined);
  };
  const shared = {
    id: props.id, "aria-label": props.id ? undefined : props.label, value: typed ?? props.value, disabled: props.disabled,
    placeholder: props.placeholder, "aria-invalid": props.wrong || undefined, "aria-describedby": props.describedBy,
    onInput: (event: Event) => setTyped((event.currentTarget as HTMLInputElement | HTMLTextAreaElement).value),
    onBlur: done, spellcheck: false,
  };
  const key = (event: KeyboardEvent) => {
    if (event.key === "Enter" && !props.lines) done(); // in several lines it begins a new one
    if (event.key === "Escape") setTyped(undefined);
  };
  if (props.lines) return <textarea {...shared} rows={props.lines} onKeyDown={key} />;
  return <input {...shared} type="text" inputMode={props.numeric ? "decimal" : undefined} list={props.list} onKeyDown={key} />;
}
