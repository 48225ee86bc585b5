/** A worker that is none: a session in this thread, which can fall silent as one does whose guest computes for ever. */
import type { Numbered, Report } from "../../../playground/run/orders.ts";
import { Session } from "../../../playground/run/session.ts";
import type { Port } from "../../../playground/run/worker-line.ts";

export class FakePort implements Port {
  onmessage: Port["onmessage"] = null;
  onerror: Port["onerror"] = null;
  isEnded = false;
  /** Is it in the step without an end? */
  isHung = false;
  readonly orders: Numbered["order"][] = [];
  readonly #session: Session;
  readonly #endless: number;
  #known = 0;

  /** The step with this number has no end. */
  constructor(endless = Number.POSITIVE_INFINITY) {
    this.#endless = endless;
    const breathe = () => new Promise<void>((resolve) => setImmediate(resolve));
    this.#session = new Session({ report: (report) => this.#deliver(structuredClone(report)), breathe });
  }

  postMessage(message: Numbered): void {
    const { order, number } = structuredClone(message);
    this.orders.push(order);
    if (order.kind === "remake") this.#known = order.ways.reduce((sum, { steps }) => sum + steps.length, 0);
    this.#session.obey({ number, order });
  }

  terminate(): void {
    this.isEnded = true;
  }

  #deliver(report: Report): void {
    if (report.kind === "steps") this.#known += report.steps.length;
    this.isHung ||= this.#known > this.#endless;
    if (this.isHung) return;
    setImmediate(() => {
      if (!this.isEnded) this.onmessage?.({ data: report });
    });
  }
}
