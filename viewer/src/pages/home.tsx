/** The page of the home. */

import { render } from "preact";
import "../style/tokens.css";

function Home() {
  return <main><h1>Skypact</h1></main>;
}

render(<Home />, document.getElementById("app")!);
