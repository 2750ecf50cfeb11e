/** The page of the editor. */

import { render } from "preact";
import { App } from "../editor/App";
import { themed } from "../editor/theme";
import "../style/tokens.css";
import "../style/editor.css";

themed();
const root = document.getElementById("app")!;
const asked = root.dataset["scenario"] || new URLSearchParams(location.search).get("scenario") || "";
render(<App scenario={asked} />, root);
