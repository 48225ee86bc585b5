/**
 * Asks on the terminal who runs next (`--policy manual`): standard error shows who can, and standard input answers, a line each: a
 * pid, or nothing for the usual one. Once there are no more answers all are usual.
 */
import { CLOCK, type Pid } from "../../abi/ids.ts";
import { nextNoticed } from "../../kernel/deadlines.ts";
import type { KernelEvent } from "../../kernel/event.ts";
import type { World } from "../../kernel/world.ts";
import { readInput } from "../../node/streams.ts";
import type { Asked, Question } from "../../scheduler/policies/manual.ts";
import { describeWaiter } from "../../scheduler/waiting.ts";
import { printable } from "../format/printable.ts";
import { timeText } from "../format/trace.ts";

export class WhoRuns {
  /** The world that is asked about, once there is one. */
  world: World | undefined;
  readonly #say: (line: string) => void;
  readonly #readInput: () => Uint8Array | undefined;
  /** What each process did last, as people read it. */
  readonly #calls = new Map<Pid, string>();
  readonly #decoder = new TextDecoder();
  #text = "";
  #isEnd = false;

  constructor(say: (line: string) => void, read: () => Uint8Array | undefined = readInput) {
    this.#say = say;
    this.#readInput = read;
  }

  listen(event: KernelEvent): void {
    if (event.kind === "call") this.#calls.set(event.pid, event.text);
    else if (event.kind === "exec" || event.kind === "exit") this.#calls.delete(event.pid);
  }

  readonly ask: Asked = (question) => {
    if (this.#isEnd) return question.usual;
    this.#say(`decision ${question.number}: who runs next? A number, or Enter for ${question.usual}.`);
    const named = (pid: Pid) => (pid === CLOCK ? "time" : String(pid));
    for (const pid of question.runnable) this.#say(`  ${named(pid)}  ${this.#describe(pid, question)}`);
    for (;;) {
      const answer = this.#readLine()?.trim();
      if (answer === undefined || answer === "") return question.usual;
      const pid = question.runnable.find((one) => named(one) === answer);
      if (pid !== undefined) return pid;
      this.#say(`Cannot run "${printable(answer)}" next: expected ${question.runnable.map(named).join(", ")} or Enter`);
    }
  };

  /** Who it is, and what it is about to do, as far as that is known. */
  #describe(pid: Pid, { current }: Question): string {
    if (this.world !== undefined && pid === CLOCK) return timeText(nextNoticed(this.world) ?? 0).replace("time ", "");
    const process = this.world?.processes.get(pid);
    if (this.world === undefined || process === undefined) return "";
    const { args, call } = describeWaiter(this.world, process);
    const last = this.#calls.get(pid);
    let does = last === undefined ? "goes on" : `goes on after ${last}`;
    if (process.resume.kind === "start") does = "begins";
    else if (process.resume.kind === "handler") does = "handles a signal";
    else if (pid !== current && process.resume.kind === "call") does = `tries ${call} again`;
    return printable(`${args.join(" ")}: ${does}`);
  }

  /** Undefined behind the last. */
  #readLine(): string | undefined {
    for (;;) {
      const end = this.#text.indexOf("\n");
      if (end >= 0) {
        const line = this.#text.slice(0, end);
        this.#text = this.#text.slice(end + 1);
        return line;
      }
      const bytes = this.#readInput();
      if (bytes === undefined) {
        this.#isEnd = true;
        return this.#text === "" ? undefined : this.#text;
      }
      this.#text += this.#decoder.decode(bytes, { stream: true });
    }
  }
}
