/**
 * Prong, for any JavaScript engine: everything here runs in a browser tab as well as in Node.
 * Files and streams of a Node host are in `prong/node`.
 */
export { Errno, type ErrnoName, errnoMessage, errnoName } from "./abi/errno.ts";
export { CLOCK, type Pid } from "./abi/ids.ts";
export { Signal, type SignalName, signalMessage, signalName } from "./abi/signal.ts";
export { SYSCALL_TABLE, type SyscallRow } from "./abi/syscall-table.ts";
export {
  type End,
  encodeEnd,
  exitCode,
  WEXITSTATUS,
  WIFCONTINUED,
  WIFEXITED,
  WIFSIGNALED,
  WIFSTOPPED,
  WSTOPSIG,
  WTERMSIG,
} from "./abi/wait-status.ts";
export type { StackEntry } from "./backend/emulated/call-stack.ts";
export { type Exploration, explore, type SearchOptions } from "./backend/emulated/explore.ts";
export type { FoundRace } from "./backend/emulated/explore-races.ts";
export { type Difference, runTwice, type Twice, type TwiceOptions } from "./backend/emulated/run-twice.ts";
export type { SystemProcessScene, SystemScene } from "./backend/emulated/scene.ts";
export {
  type DecidingPair,
  type ShrinkOptions,
  type Shrunk,
  type ShrunkRun,
  type SwitchCount,
  shrink,
} from "./backend/emulated/shrink.ts";
export { type FinalOutcome, type ReadInput, System, type SystemOptions } from "./backend/emulated/system.ts";
export {
  TimeTravel,
  type TimeTravelOptions,
  type WaitingSince,
} from "./backend/emulated/time-travel.ts";
export type { RunResult, StepReport } from "./backend/emulated/trials.ts";
export type { ByteWritten, Inherited, LastWrite } from "./backend/emulated/who-wrote.ts";
export { callStackLine } from "./frontend/format/call-stack.ts";
export { deadlockLines } from "./frontend/format/deadlock.ts";
export { describeEnd } from "./frontend/format/end.ts";
export { raceLines } from "./frontend/format/race.ts";
export { traceLine } from "./frontend/format/trace.ts";
export { ProcessTree } from "./frontend/format/tree.ts";
export { waitingLine } from "./frontend/format/waiting.ts";
export { TextStreams } from "./frontend/text-streams.ts";
export { inspectGuest } from "./guest/inspect.ts";
export type { GuestModule } from "./guest/module.ts";
export { GuestRefusal } from "./guest/refusal.ts";
export { sourceName } from "./guest/source-name.ts";
export type { Access, Range } from "./image/access.ts";
export { type InstrumentCache, MemoryCache } from "./instrument/cache.ts";
export type { Preemption } from "./instrument/pipeline.ts";
export { type Answered, readAnswer } from "./kernel/answer.ts";
export type { TimePasses } from "./kernel/clock.ts";
export type { KernelEvent } from "./kernel/event.ts";
export { HostFiles, HostStreams } from "./kernel/files/host.ts";
export type { Mount, Programs, Terminals } from "./kernel/files/root.ts";
export type { Limits } from "./kernel/limits.ts";
export type { MemoryUsage } from "./kernel/memory-usage.ts";
export { KernelPanic } from "./kernel/panic.ts";
export type { CodePlace, Race, RaceAccess, WhyUnordered } from "./kernel/races/race.ts";
export type { Window } from "./kernel/terminal/terminal.ts";
export { type ExploreOptions, Explorer } from "./scheduler/explorer.ts";
export type { FoundOutcome, RunEnd } from "./scheduler/found-outcomes.ts";
export type { Act, Branch, Step, Until } from "./scheduler/history.ts";
export type { Decision, Snapshot } from "./scheduler/moment.ts";
export type { NextTurn } from "./scheduler/next-turn.ts";
export type { Outcome, TypingWish, Waiter } from "./scheduler/outcome.ts";
export { OutputLog } from "./scheduler/output-log.ts";
export { type Asked, Manual, type Question } from "./scheduler/policies/manual.ts";
export { Priority, type PriorityOptions } from "./scheduler/policies/priority.ts";
export { Random } from "./scheduler/policies/random.ts";
export { Replay, ScheduleMismatch } from "./scheduler/policies/replay.ts";
export { RoundRobin } from "./scheduler/policies/round-robin.ts";
export type { Choice } from "./scheduler/policies/steered.ts";
export type { Policy } from "./scheduler/policy.ts";
export { ProgramWanted } from "./scheduler/program-wanted.ts";
export { choicesOf } from "./scheduler/recorder.ts";
export type {
  DescriptorScene,
  InodeScene,
  LockScene,
  MappingScene,
  MemoryScene,
  OpenFileScene,
  PageKind,
  PageRun,
  PageScene,
  ProcessScene,
  Scene,
} from "./scheduler/scene/scene.ts";
export { sceneOf } from "./scheduler/scene/scene-of.ts";
export { type Choices, type Deviation, formatSchedule, parseSchedule, type Schedule } from "./scheduler/schedule.ts";
export type { TimelineOptions } from "./scheduler/timeline.ts";
export type { Waiting } from "./scheduler/waiting.ts";
export { type Choose, Walk } from "./scheduler/walk.ts";
