/** What was asked of the worker and not answered yet. When it is ended, its successor is asked the same. */
import type { Answer, Order, Question, Report } from "./orders.ts";

interface Asked {
  readonly question: Question;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: Error) => void;
}

export class Questions {
  readonly #send: (order: Order) => number;
  readonly #asked = new Map<number, Asked>();

  /** `send` answers the number of the order. */
  constructor(send: (order: Order) => number) {
    this.#send = send;
  }

  ask(question: Question): Promise<Answer> {
    return new Promise((resolve, reject) => this.#ask({ question, resolve, reject }));
  }

  hear(report: Extract<Report, { kind: "answer" | "failed" }>): void {
    const asked = this.#asked.get(report.number);
    this.#asked.delete(report.number);
    if (report.kind === "answer") asked?.resolve(report.answer);
    else asked?.reject(new Error(report.message));
  }

  askAgain(): void {
    const all = [...this.#asked.values()];
    this.#asked.clear();
    for (const asked of all) this.#ask(asked);
  }

  giveUp(why: string): void {
    for (const { reject } of this.#asked.values()) reject(new Error(why));
    this.#asked.clear();
  }

  #ask(asked: Asked): void {
    this.#asked.set(this.#send({ kind: "ask", question: asked.question }), asked);
  }
}
