/**
 * Remembers who forked whom on the way to where an exploration is, and nothing of what is printed:
 *
 *     const log = new ForkLog();
 *     const { outcomes } = await explore({ program, log, listen: log.listen });
 *     outcomes.map(({ stdout }) => readShape(stdout));
 *
 * What is logged is a line for each fork, so that states that differ in it are different.
 */
import type { KernelEvent } from "../../kernel/event.ts";
import { OutputLog } from "../../scheduler/output-log.ts";

export class ForkLog extends OutputLog {
  readonly #encoder = new TextEncoder();

  override write(): void {} // guests' own words

  readonly listen = (event: KernelEvent): void => {
    if (event.kind === "fork") super.write("stdout", this.#encoder.encode(`${event.pid} ${event.child}\n`));
  };
}
