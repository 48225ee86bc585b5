/** All topics of a quiz. */
import type { Topic } from "./topic.ts";
import { crossed, locks, missingClose } from "./topics/deadlocks.ts";
import { kills, status, statuses, sums, zombies } from "./topics/ends.ts";
import { conditions, loopPrints, loops, rows } from "./topics/forks.ts";
import { atExit, buffers, copies, pointers } from "./topics/memory.ts";
import { grandchildren, twoChildren, waits, whoPrints } from "./topics/orders.ts";
import { readers, relay, tokens } from "./topics/pipes.ts";

export const TOPICS: readonly Topic[] = [
  rows,
  whoPrints,
  waits,
  copies,
  status,
  conditions,
  loops,
  buffers,
  twoChildren,
  grandchildren,
  pointers,
  statuses,
  zombies,
  tokens,
  relay,
  loopPrints,
  atExit,
  sums,
  kills,
  readers,
  missingClose,
  crossed,
  locks,
];
