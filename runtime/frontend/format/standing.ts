/**
 * Where all processes of a world are between two steps of a run:
 *
 *     [2] /bin/sieve in wait4(-1): waits for a child to end
 *         at main (sieve.c:40)
 *     [3] /bin/sieve after fd_write(4, 1 buffers): can go on
 *         at filter (sieve.c:17) <- main (sieve.c:38)
 *     [4] /bin/sieve: exits with 0, and nobody has waited for it yet
 */
import type { Pid } from "../../abi/ids.ts";
import type { StackEntry } from "../../backend/emulated/call-stack.ts";
import type { KernelEvent } from "../../kernel/event.ts";
import type { Process } from "../../kernel/process.ts";
import type { World } from "../../kernel/world.ts";
import { describeWaiter } from "../../scheduler/waiting.ts";
import { callStackLine } from "./call-stack.ts";
import { waiterLine } from "./deadlock.ts";
import { describeEnd } from "./end.ts";
import { printable } from "./printable.ts";

/** Listens to a run's events, calls too, and says where its processes are. */
export class Standing {
  /** The last call of each process, as people read it. */
  readonly #calls = new Map<Pid, string>();

  listen(event: KernelEvent): void {
    if (event.kind === "call") this.#calls.set(event.pid, event.text);
    else if (event.kind === "exec") this.#calls.delete(event.pid);
    else if (event.kind === "fork") this.#calls.set(event.child, this.#calls.get(event.pid) ?? "fork()");
  }

  /** Lines for people. `stackOf` is what `System.callStack` answers. */
  lines(world: World, stackOf: (pid: Pid) => readonly StackEntry[] | undefined): string[] {
    return [...world.processes.values()].flatMap((process) => {
      const place = callStackLine(stackOf(process.pid) ?? []);
      return [this.#line(world, process), ...(place === "" ? [] : [`      at ${place}`])];
    });
  }

  #line(world: World, process: Process): string {
    const { pid, args, state, resume } = process;
    const who = `  [${pid}] ${printable(args.join(" "))}`;
    if (state.kind === "zombie") return `${who}: ${describeEnd(state.end)}, and nobody has waited for it yet`;
    if (state.kind !== "runnable") return waiterLine(describeWaiter(world, process));
    if (resume.kind === "start") return `${who}: can begin`;
    if (resume.kind === "handler") return `${who}: can go on, by taking a signal`;
    const call = printable(this.#calls.get(pid) ?? "");
    if (resume.kind === "call") return `${who} in ${call}: can go on, by making it again`;
    return `${who}${call === "" ? "" : ` after ${call}`}: can go on`;
  }
}
