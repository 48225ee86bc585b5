/** Runs a program in the emulator, and writes down what it did. */
import { SYSCALL_TABLE } from "../../abi/syscall-table.ts";
import type { KernelEvent } from "../../kernel/event.ts";
import { OutputLog } from "../../scheduler/output-log.ts";
import { type RecordedEnd, Recorder, type Recording } from "../recording.ts";
import { System, type SystemOptions } from "./system.ts";

/** Standard input is empty. Throws a GuestRefusal where the program cannot be run. */
export async function recordEmulated(options: Omit<SystemOptions, "streams">): Promise<Recording> {
  const recorder = new Recorder();
  const log = new OutputLog();
  const begun = new Map<number, string>();
  const listen = (event: KernelEvent) => {
    if (event.kind === "call" && !event.retry) {
      begun.set(event.pid, event.text);
      if (SYSCALL_TABLE[event.syscall]?.result === "never")
        recorder.begin(event.pid, nameOf(event.syscall), event.text);
    } else if (event.kind === "answer" && event.final) {
      recorder.answer(event.pid, nameOf(event.syscall), begun.get(event.pid) ?? "", event.answer);
    }
    options.listen?.(event);
  };
  const system = await System.create({ ...options, streams: log, watchCalls: true, listen });
  const outcome = await system.finish(async () => undefined);
  const end: RecordedEnd = outcome.kind === "ended" ? outcome.end : "does not end";
  const processes = recorder.processes(system.machine.kernel.world.firstPid);
  return { stdout: log.text("stdout"), stderr: log.text("stderr"), end, processes };
}

function nameOf(syscall: number): string {
  return SYSCALL_TABLE[syscall]?.name ?? "";
}
