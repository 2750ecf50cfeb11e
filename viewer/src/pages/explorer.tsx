/** The page of the explorer. */

import { render } from "preact";
import "../style/tokens.css";

function Explorer() {
  return <main><h1>Skypact</h1></main>;
}

render(<Explorer />, document.getElementById("app")!);
