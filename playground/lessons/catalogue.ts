/** All lessons, in the order in which they are taken. */
import { aDeadlockAndItsFix } from "./course/a-deadlock-and-its-fix.ts";
import { aTinyShell } from "./course/a-tiny-shell.ts";
import { doubledOutput } from "./course/doubled-output.ts";
import { execAndDescriptors } from "./course/exec-and-descriptors.ts";
import { oneCallTwoReturns } from "./course/one-call-two-returns.ts";
import { sharedOffset } from "./course/shared-offset.ts";
import { signalsAndEintr } from "./course/signals-and-eintr.ts";
import { theLostUpdate } from "./course/the-lost-update.ts";
import { thePipeNobodyCloses } from "./course/the-pipe-nobody-closes.ts";
import { vfork } from "./course/vfork.ts";
import { whatCopyOnWriteCosts } from "./course/what-copy-on-write-costs.ts";
import { whoGoesFirst } from "./course/who-goes-first.ts";
import { zombiesAndOrphans } from "./course/zombies-and-orphans.ts";
import type { Lesson } from "./lesson.ts";

export const LESSONS: readonly Lesson[] = [
  oneCallTwoReturns,
  whoGoesFirst,
  doubledOutput,
  sharedOffset,
  execAndDescriptors,
  thePipeNobodyCloses,
  zombiesAndOrphans,
  whatCopyOnWriteCosts,
  vfork,
  signalsAndEintr,
  theLostUpdate,
  aDeadlockAndItsFix,
  aTinyShell,
];

/** Undefined where there is none of that name. */
export function lessonOf(id: string | undefined): Lesson | undefined {
  return LESSONS.find((lesson) => lesson.id === id);
}
