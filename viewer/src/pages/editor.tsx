/** The page of the editor. */

import { render } from "preact";
import "../style/tokens.css";

function Editor() {
  return <main><h1>Skypact</h1></main>;
}

render(<Editor />, document.getElementById("app")!);
