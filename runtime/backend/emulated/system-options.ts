/** What a system is made of. */
import type { Pid } from "../../abi/ids.ts";
import type { InstrumentCache } from "../../instrument/cache.ts";
import type { InstrumentOptions, Preemption } from "../../instrument/pipeline.ts";
import type { TimePasses } from "../../kernel/clock.ts";
import type { KernelEvent } from "../../kernel/event.ts";
import type { HostStreams } from "../../kernel/files/host.ts";
import type { Mount, Programs, Terminals } from "../../kernel/files/root.ts";
import type { Limits } from "../../kernel/limits.ts";
import type { Window } from "../../kernel/terminal/terminal.ts";
import type { Policy } from "../../scheduler/policy.ts";
import type { Schedule } from "../../scheduler/schedule.ts";

export interface SystemOptions {
  /** The program: a Wasm file's bytes. */
  readonly program: Uint8Array;
  /** Its SHA-256 in hexadecimal, if that is known: a host's own is faster than ours. */
  readonly hash?: string;
  /** What it is called in messages; its name unless told otherwise. */
  readonly file?: string;
  /** What it is called: it lies at `/bin/<name>`, and that is its `argv[0]`. */
  readonly name?: string;
  /** What follows `argv[0]`. */
  readonly args?: readonly string[];
  /** `NAME=value` each. */
  readonly environment?: readonly string[];
  /** The first process's pid, and the next ones count from there; 2 unless told otherwise. */
  readonly firstPid?: Pid;
  /** Other programs, by their names under /bin: a shell that `system` finds as `sh`, for example. */
  readonly programs?: Programs;
  /** What else is in the file system. */
  readonly mounts?: readonly Mount[];
  /** Who runs next; round-robin unless told otherwise. */
  readonly policy?: Policy;
  /** The seed that the policy was made with, for the schedule. */
  readonly seed?: number;
  /** Runs as it was recorded: it says who runs next, the seed, `preempt` and `time`. A ScheduleMismatch says what does not fit. */
  readonly schedule?: Schedule;
  /** Where output goes. */
  readonly streams: HostStreams;
  /** Which of the host's streams are a terminal; none unless told otherwise. */
  readonly terminals?: Terminals;
  /**
   * A terminal of the system's own, of this size if given: it is all three standard streams, `input` types at it, and what
   * is shown goes to `stdout`. Lines are edited, echoed and turned into signals here.
   */
  readonly terminal?: boolean | Window;
  readonly limits?: Partial<Limits>;
  /** Where instrumented programs are kept. */
  readonly cache?: InstrumentCache;
  /** What captures call stacks; our own rewriter unless told otherwise. */
  readonly capture?: NonNullable<InstrumentOptions["capture"]>;
  /** Where another process may run next: see InstrumentOptions. Only in calls that others can see, unless told otherwise. */
  readonly preempt?: Preemption;
  /**
   * When time may pass to the next deadline, which ends a sleep or rings an alarm: only while nobody can run (`idle`, unless told
   * otherwise), or whenever the policy says so (`any`), as on a machine that is busy. A schedule says which of them it was.
   */
  readonly time?: TimePasses;
  /** How many instances live at once: 64 unless told otherwise. Processes that sleep need none. */
  readonly places?: number;
  /** Compares all memory with the page tables at every stop, and throws where a store was missed: slow, for tests. */
  readonly checkMemory?: boolean;
  /** Hears of all that happens; of single calls only with `watchCalls`. */
  readonly listen?: (event: KernelEvent) => void;
  readonly watchCalls?: boolean;
  /** Of page faults only with this. */
  readonly watchFaults?: boolean;
  /**
   * Looks for data races in shared memory, and tells each pair of places once: `System.races`, and an event. It takes
   * `preempt: "memory"`, which it asks for itself.
   */
  readonly races?: boolean;
  /** Tells what POSIX leaves undefined and programs do nevertheless: so far, what a vfork child writes. */
  readonly lint?: boolean;
  /**
   * How memory is forked: copied on write (`cow`, the default), or as a whole at the fork (`eager`), which is what others do
   * and what the first is measured and tested against.
   */
  readonly memory?: "cow" | "eager";
}
