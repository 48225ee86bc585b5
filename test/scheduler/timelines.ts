/** Timelines of guests without Wasm. */
import { digest } from "../../runtime/kernel/digest.ts";
import type { Act } from "../../runtime/scheduler/history.ts";
import { OutputLog } from "../../runtime/scheduler/output-log.ts";
import { RoundRobin } from "../../runtime/scheduler/policies/round-robin.ts";
import type { Policy } from "../../runtime/scheduler/policy.ts";
import { Timeline, type TimelineOptions } from "../../runtime/scheduler/timeline.ts";
import { type Guest, makeMachine, read, write } from "./scripted-guests.ts";

/** A parent and two children, who write letters and yield between them. */
export const letters: Guest = function* () {
  let name = "p";
  for (const child of ["a", "b"]) {
    if ((yield ["fork"]) !== 0) continue;
    name = child;
    break;
  }
  for (let i = 0; i < 3; i++) {
    yield* write(1, `${name}${i} `);
    yield ["sched_yield"];
  }
  if (name === "p") for (let i = 0; i < 2; i++) yield ["wait4", -1, 0, 0, 0];
  yield ["proc_exit", name === "p" ? 0 : 1];
};

/** Copies its input, byte by byte. */
export const copier: Guest = function* () {
  while ((yield* read(0, 1)) > 0) yield* write(1, String.fromCharCode((yield ["load", 512]) & 0xff));
};

/** Waits for what never comes. */
export const stuck: Guest = function* () {
  yield ["pipe2", 0, 0];
  yield* read(yield ["load", 0], 1);
};

export function make(main: Guest, policy: Policy = new RoundRobin(), options: TimelineOptions = {}) {
  const output = new OutputLog();
  const { machine, kernel, events } = makeMachine({ main }, { policy, streams: output });
  const perform = (act: Act) => {
    if (act.kind !== "input") throw new Error(`${act.kind} is not done here`);
    if (act.bytes === undefined) kernel.world.input.end();
    else kernel.world.input.push(act.bytes.slice());
  };
  const timeline = new Timeline({ machine, output, heard: events, perform }, options);
  const text = () => output.text("stdout");
  const world = () => {
    machine.save();
    return digest(machine.kernel.world);
  };
  const type = (typed: string | undefined) =>
    timeline.act({ kind: "input", bytes: typed === undefined ? undefined : new TextEncoder().encode(typed) });
  return { timeline, machine, text, world, type };
}

export const ENDED = { kind: "ended", end: { code: 0 } };
