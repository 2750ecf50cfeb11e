/** Runs: jobs that the server does, their progress, and what they brought. */

import { signal } from "@preact/signals";
import { ask, post, Refused, type Fault, type Order, type Result } from "../api";
import { wordsOf } from "../state";

export interface Going {
  job: string;
  done: number;
  total: number;
  left_s: number | null;
  what: string;
}

/** A run that is finished, with the text it was made of. */
export interface Ran {
  name: string;
  order: Order;
  result: Result;
}

export class Runs {
  readonly going = signal<Going | undefined>(undefined);
  /** Finished in this page, the last one first. */
  readonly ran = signal<readonly Ran[]>([]);
  readonly said = signal("");
  readonly faults = signal<readonly Fault[]>([]);
  private stream: EventSource | undefined;

  async start(order: Order): Promise<void> {
    this.said.value = "";
    this.faults.value = [];
    this.going.value = { job: "", done: 0, total: 0, left_s: null, what: "waiting" };
    try {
      const { job } = await post<{ job: string }>("/api/jobs", order);
      this.going.value = { ...this.going.value, job };
      this.listen(job, order);
    } catch (error) {
      this.ended(wordsOf(error), error instanceof Refused ? error.faults : []);
    }
  }

  async stop(): Promise<void> {
    const job = this.going.value?.job;
    if (!job) return;
    try {
      await ask(`/api/jobs/${encodeURIComponent(job)}`, { method: "DELETE" });
    } catch (error) {
      this.said.value = wordsOf(error);
    }
  }

  private listen(job: string, order: Order): void {
    const stream = new EventSource(`/api/jobs/${encodeURIComponent(job)}/events`);
    this.stream = stream;
    const on = <T>(kind: string, take: (told: T) => void) =>
      stream.addEventListener(kind, (event) => take(JSON.parse((event as MessageEvent<string>).data) as T));
    on<Omit<Going, "job">>("progress", (told) => {
      this.going.value = { ...told, job };
    });
    on<{ result: string }>("done", ({ result }) => void this.finished(result, order));
    on<{ message: string; faults?: Fault[] }>("failed", ({ message, faults }) => this.ended(message, faults ?? []));
    on<object>("stopped", () => this.ended("Stopped."));
    stream.addEventListener("error", () => {
      // The browser tries again by itself unless the server refused for good.
      if (stream.readyState === EventSource.CLOSED && this.stream === stream) this.ended("The connection to the server is lost.");
    });
  }

  private async finished(name: string, order: Order): Promise<void> {
    this.close();
    try {
      const result = await ask<Result>(`/api/results/${encodeURIComponent(name)}/result`);
      this.ran.value = [{ name, order, result }, ...this.ran.value];
      this.ended("");
    } catch (error) {
      this.ended(wordsOf(error));
    }
  }

  private ended(said: string, faults: readonly Fault[] = []): void {
    this.close();
    this.going.value = undefined;
    this.said.value = said;
    this.faults.value = faults;
  }

  private close(): void {
    this.stream?.close();
    this.stream = undefined;
  }
}
