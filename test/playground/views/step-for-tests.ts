/** Steps and processes of a run, as far as a test cares. */
import type { SeenStep } from "../../../playground/run/orders.ts";
import type { KernelEvent, Pid, SystemProcessScene } from "../../../runtime/index.ts";

export function stepOf(pid: Pid | undefined, ...events: KernelEvent[]): SeenStep {
  return { pid, act: undefined, choices: [], events, outcome: undefined, output: [], elapsed: 0 };
}

export function processOf(pid: Pid, parent: Pid, rest: Partial<SystemProcessScene> = {}): SystemProcessScene {
  return {
    pid,
    parent,
    args: ["/bin/guest"],
    call: "",
    waitsFor: [],
    because: "",
    state: "runnable",
    until: undefined,
    on: [],
    end: undefined,
    children: [],
    group: 2,
    session: 2,
    foreground: false,
    program: "/bin/guest",
    cwd: "/",
    umask: 0o22,
    signals: { pending: [], blocked: [], ignored: [], handled: [] },
    borrowsFrom: undefined,
    descriptors: [],
    memory: undefined,
    stack: [],
    since: undefined,
    ...rest,
  };
}

const memory = { virtual: 0, resident: 0, own: 0, faults: { zero: 0, program: 0, fork: 0 } };

/** Events in short. */
export const start = (pid: Pid, ...args: string[]): KernelEvent => ({ kind: "start", pid, args });
export const fork = (pid: Pid, child: Pid): KernelEvent => ({ kind: "fork", pid, child, vfork: false });
export const exec = (pid: Pid, ...args: string[]): KernelEvent => ({ kind: "exec", pid, args });
export const exit = (pid: Pid, code: number): KernelEvent => ({ kind: "exit", pid, end: { code }, memory });
export const reap = (pid: Pid, by: Pid): KernelEvent => ({ kind: "reap", pid, by });
export const reparent = (pid: Pid): KernelEvent => ({ kind: "reparent", pid });
