/**
 * A worker at the end of a line: orders go there with a number, reports come back. A worker that does not answer any more, as a guest
 * in it computes for ever, can only be ended: the next order goes to another one, which knows nothing.
 */
import type { Numbered, Order, Report } from "./orders.ts";

/** What is used of a `Worker`. */
export interface Port {
  postMessage(message: Numbered): void;
  terminate(): void;
  onmessage: ((event: { readonly data: Report }) => void) | null;
  onerror: ((event: { readonly message: string }) => void) | null;
}

export interface LineParts {
  readonly make: () => Port;
  /** `order` is what a report answers: it is not among the `unanswered` any more. */
  readonly hear: (report: Report, order: Order | undefined) => void;
  /** The worker itself has failed. */
  readonly fail: (message: string) => void;
}

export class WorkerLine {
  readonly #parts: LineParts;
  #port: Port | undefined;
  #last = 0;
  #reports = 0;
  #isPreparing = false;
  /** How many workers were ended. */
  ended = 0;
  readonly #unanswered = new Map<number, Order>();
  readonly #waiting = new Map<number, () => void>();

  constructor(parts: LineParts) {
    this.#parts = parts;
  }

  /** In the order in which they were sent. */
  get unanswered(): ReadonlyMap<number, Order> {
    return this.#unanswered;
  }

  /** Answers the number of the order. */
  send(order: Order): number {
    this.#port ??= this.#open();
    const number = ++this.#last;
    this.#unanswered.set(number, order);
    this.#port.postMessage({ number, order });
    return number;
  }

  /** Comes back when an order was obeyed, or failed, or its worker was ended. */
  answered(number: number): Promise<void> {
    if (!this.#unanswered.has(number)) return Promise.resolve();
    return new Promise((resolve) => {
      this.#waiting.set(number, resolve);
    });
  }

  /** Comes back when the worker has said nothing for so many milliseconds without a reason, or was ended. */
  async silence(milliseconds: number): Promise<void> {
    const port = this.#port;
    for (let before = -1; port === this.#port && (before !== this.#reports || this.#isPreparing); ) {
      before = this.#reports;
      await new Promise((resolve) => setTimeout(resolve, milliseconds));
    }
  }

  /** Ends the worker, whatever it does. */
  end(): void {
    this.ended++;
    this.#isPreparing = false;
    this.#port?.terminate();
    this.#port = undefined;
    for (const number of this.#unanswered.keys()) this.#forget(number);
  }

  #open(): Port {
    const port = this.#parts.make();
    port.onmessage = ({ data }) => {
      if (port !== this.#port) return; // it has said this before it was ended
      this.#reports++;
      this.#isPreparing = data.kind === "prepares";
      const isAnswer = data.kind === "obeyed" || data.kind === "failed";
      const order = isAnswer ? this.#unanswered.get(data.number) : undefined;
      if (isAnswer) this.#forget(data.number);
      this.#parts.hear(data, order);
    };
    port.onerror = ({ message }) => {
      if (port === this.#port) this.#parts.fail(message);
    };
    return port;
  }

  #forget(number: number): void {
    this.#unanswered.delete(number);
    this.#waiting.get(number)?.();
    this.#waiting.delete(number);
  }
}
