/** The page of the explorer. */

import { effect } from "@preact/signals";
import { render } from "preact";
import "../style/tokens.css";
import "../explorer/explorer.css";
import { ofPage, open } from "../data/unpack";
import { EXPLORER, type ExplorerFile } from "../explorer/format";
import { Grid } from "../explorer/grid";
import { Page } from "../explorer/Page";
import { State } from "../explorer/state";
import { theme } from "../explorer/theme";
import { pictureWidth } from "../explorer/width";

async function start(into: HTMLElement): Promise<void> {
  const { file } = await open<ExplorerFile>(await ofPage(), EXPLORER);
  const state = new State(new Grid(file), location.hash);
  into.replaceChildren();
  render(<Page state={state} shade={theme()} width={pictureWidth()} />, into);
  effect(() => {
    const address = state.address.value;
    if (location.hash !== address) history.replaceState(null, "", address);
  });
  addEventListener("hashchange", () => state.go(location.hash));
}

const app = document.getElementById("app")!;
start(app).catch((error: unknown) => {
  const said = error instanceof Error ? error.message : String(error);
  render(<main class="wrong"><div role="alert"><h1>This page cannot be shown</h1><p>{said}</p></div></main>, app);
});
