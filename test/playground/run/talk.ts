/** Somebody who gives a session orders, and hears what it reports. */
import type { Numbered, Order, Report, RunOptions, SeenStep } from "../../../playground/run/orders.ts";
import { Session, type SessionParts } from "../../../playground/run/session.ts";
import { guest, SMALL } from "../../guests/run-guest.ts";

export const bytes = (text: string) => new TextEncoder().encode(text);

export function runOf(program: Uint8Array, options: Partial<RunOptions> = {}): RunOptions {
  const settings = { preempt: "syscalls", time: "idle", terminal: undefined, seed: 0, limits: {} } as const;
  return { program, name: "guest", args: [], environment: [], programs: {}, ...settings, ...options };
}

export class Talk {
  readonly reports: Report[] = [];
  readonly #session: Session;
  readonly #answered = new Map<number, () => void>();
  #last = 0;

  constructor(parts: Partial<SessionParts> = {}) {
    const report = (report: Report) => {
      this.reports.push(structuredClone(report));
      if (report.kind === "obeyed" || report.kind === "failed") this.#answered.get(report.number)?.();
    };
    const breathe = () => new Promise<void>((resolve) => setImmediate(resolve));
    this.#session = new Session({ report, breathe, ...parts });
  }

  /** Comes back when it was obeyed, or failed, with what was reported meanwhile. */
  async say(order: Order): Promise<Report[]> {
    const before = this.reports.length;
    const numbered: Numbered = { number: ++this.#last, order };
    const answered = new Promise<void>((resolve) => {
      this.#answered.set(numbered.number, resolve);
    });
    this.#session.obey(structuredClone(numbered));
    await answered;
    return this.reports.slice(before);
  }

  /** The steps of all branches, as they were told. */
  steps(branch = 0): SeenStep[] {
    return this.reports.flatMap((report) => {
      return report.kind === "steps" && report.branch === branch ? report.steps : [];
    });
  }

  /** Where it stood last. */
  get moment() {
    const stands = this.all("stands").at(-1);
    if (stands === undefined) throw new Error("it stands nowhere yet");
    return stands.moment;
  }

  all<Kind extends Report["kind"]>(kind: Kind): Extract<Report, { kind: Kind }>[] {
    return this.reports.filter((report): report is Extract<Report, { kind: Kind }> => report.kind === kind);
  }

  /** What was printed in steps of a branch. */
  printed(branch = 0): string {
    return textOf(this.steps(branch));
  }
}

export function textOf(steps: readonly SeenStep[]): string {
  const decoder = new TextDecoder();
  return steps.flatMap(({ output }) => output.map(({ bytes }) => decoder.decode(bytes, { stream: true }))).join("");
}

export const open = (run: RunOptions): Order => ({ kind: "open", run, recorded: undefined });
export const END: Order = { kind: "go-on", until: "end" };
export const seek = (position: number, branch = 0): Order => ({ kind: "seek", branch, position });
export const typed = (text: string | undefined): Order => {
  return { kind: "act", act: { kind: "input", bytes: text === undefined ? undefined : bytes(text) } };
};

/** A session that has obeyed these. */
export async function told(...orders: readonly Order[]): Promise<Talk> {
  const talk = new Talk();
  for (const order of orders) await talk.say(order);
  return talk;
}

/** A shell at a terminal, and some tools. */
export async function shell(): Promise<RunOptions> {
  const [sh, tools] = await Promise.all(["sh", "tools"].map((name) => guest(`programs/${name}.c`, SMALL)));
  const programs = Object.fromEntries(["cat", "sleep", "wc"].map((name) => [name, tools as Uint8Array]));
  const terminal = { rows: 24, columns: 80 };
  return runOf(sh as Uint8Array, { name: "sh", args: ["-i"], environment: ["PATH=/bin"], programs, terminal });
}
