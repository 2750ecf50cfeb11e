/** The keys, and how to read the page. */

import { useEffect, useRef } from "preact/hooks";
import type { App } from "../state/app";
import { KEYS } from "../state/keys";

export function Help({ app }: { app: App }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const open = app.help.value;
  useEffect(() => {
    if (open && !dialog.current!.open) dialog.current!.showModal();
    if (!open && dialog.current!.open) dialog.current!.close();
  }, [open]);
  return (
    <dialog ref={dialog} class="help" aria-labelledby="help-title" onClose={() => (app.help.value = false)}>
      <h2 id="help-title">Keys</h2>
      <dl class="keys">{KEYS.map((one) => <div key={one.shown}><dt><kbd>{one.shown}</kbd></dt><dd>{one.does}</dd></div>)}</dl>
      <p>A map that has the focus moves with the arrows; + and − zoom, 0 shows everything.</p>
      <h2>How to read it</h2>
      <p>A and B are the same run with the same luck under two arrangements, at the same moment. The timeline has a row for
        each verb: A in the upper half of a row, B in the lower. ◆ marks where the two part. Whose picture: what a nation or
        a post knows, right or wrong; the truth is what nobody has whole.</p>
      <p class="soft">Analysis with coarse public parameters. Assumed numbers say so under Sources.</p>
      <button type="button" onClick={() => (app.help.value = false)}>Close</button>
    </dialog>
  );
}
