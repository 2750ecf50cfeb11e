/** The page of the home. */

import { render } from "preact";
import { Home } from "../home/home";
import "../style/tokens.css";
import "../style/home.css";

const dark = window.matchMedia("(prefers-color-scheme: dark)");
const dress = () => { document.documentElement.dataset["theme"] = dark.matches ? "dark" : "light"; };
dress();
dark.addEventListener("change", dress);
render(<Home />, document.getElementById("app")!);
