/** A server that answers from a table, and a stream of events that a test speaks through. */

export type Answers = Record<string, (init: RequestInit | undefined) => unknown>;

/** Answers by "METHOD path"; what is not there is refused as the server refuses. */
export function fakeFetch(answers: Answers): typeof fetch {
  return async (address, init) => {
    const answer = answers[`${init?.method ?? "GET"} ${String(address)}`];
    if (init?.signal?.aborted) throw new DOMException("stopped", "AbortError");
    if (!answer) return Response.json({ error: { message: "there is nothing of this name" } }, { status: 404 });
    const said = answer(init);
    return said instanceof Response ? said : Response.json(said);
  };
}

export class FakeEventSource {
  static readonly CLOSED = 2;
  static last: FakeEventSource | undefined;
  readonly address: string;
  readyState = 1;
  private readonly heard = new Map<string, ((event: MessageEvent<string>) => void)[]>();

  constructor(address: string) {
    this.address = address;
    FakeEventSource.last = this;
  }

  addEventListener(kind: string, hear: (event: MessageEvent<string>) => void): void {
    this.heard.set(kind, [...(this.heard.get(kind) ?? []), hear]);
  }

  say(kind: string, data: unknown): void {
    for (const hear of this.heard.get(kind) ?? []) hear({ data: JSON.stringify(data) } as MessageEvent<string>);
  }

  close(): void {
    this.readyState = FakeEventSource.CLOSED;
  }
}

/** Let every answer that is at hand arrive. */
export async function settled(): Promise<void> {
  for (let i = 0; i < 8; i++) await new Promise((done) => setTimeout(done, 0));
}
