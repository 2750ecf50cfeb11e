/** The page of the viewer. */

import { render } from "preact";
import "../style/tokens.css";

function Viewer() {
  return <main><h1>Skypact</h1></main>;
}

render(<Viewer />, document.getElementById("app")!);
