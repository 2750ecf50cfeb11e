/** The home page: what is finished, and what to begin from. */

import { useEffect, useState } from "preact/hooks";
import { list, type Result, type Scenario } from "./api";
import { Results } from "./results";
import { Scenarios } from "./scenarios";

export function Home() {
  const results = useList<Result>("/api/results", true);
  const scenarios = useList<Scenario>("/api/scenarios", false);
  return (
    <>
      <header>
        <h1>Skypact</h1>
        <p>Simulated coalition air and missile defence. Everything here is a study; nothing is a live picture.</p>
        <a class="start" href="/edit">Open the editor</a>
      </header>
      <main>
        <section aria-labelledby="results"><h2 id="results">Results</h2>{shown(results, (found) => <Results results={found} />)}</section>
        <section aria-labelledby="begin">
          <h2 id="begin">Begin from a scenario</h2>
          {shown(scenarios, (found) => <Scenarios scenarios={found} />)}
        </section>
      </main>
    </>
  );
}

type Listed<T> = T[] | Error | null;

function shown<T>(listed: Listed<T>, draw: (found: T[]) => preact.JSX.Element) {
  if (listed === null) return <p role="status">Reading …</p>;
  return listed instanceof Error ? <p role="alert" class="note">{listed.message}</p> : draw(listed);
}

/** The list at an address; one that changes is read again when somebody comes back to the page. */
function useList<T>(address: string, changes: boolean): Listed<T> {
  const [listed, setListed] = useState<Listed<T>>(null);
  useEffect(() => {
    const read = () => list<T>(address).then(setListed, (error: Error) => setListed(error));
    const back = () => { if (document.visibilityState === "visible") void read(); };
    void read();
    if (!changes) return undefined;
    document.addEventListener("visibilitychange", back);
    return () => document.removeEventListener("visibilitychange", back);
  }, [address, changes]);
  return listed;
}
