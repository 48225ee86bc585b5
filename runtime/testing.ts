/** Prong for tests, without a test framework: programs, and what comes of them in every schedule. */
export { CompileError } from "./frontend/compile/compile-error.ts";
export { everySchedule, type OutcomeCheck, OutcomeError, type SeenOutcome } from "./frontend/testing/every-schedule.ts";
export { Guest, type GuestOptions, guest } from "./frontend/testing/guest.ts";
export { SearchError } from "./frontend/testing/search-error.ts";
export { assemblyScript, c } from "./frontend/testing/template.ts";
export { GuestRefusal } from "./guest/refusal.ts";
export type { RunEnd } from "./scheduler/found-outcomes.ts";
