import { describe, expect, it } from "vitest";
import { System } from "../../runtime/backend/emulated/system.ts";
import { Explorer } from "../../runtime/scheduler/explorer.ts";
import { OutputLog } from "../../runtime/scheduler/output-log.ts";
import { guest, instrumentCache, source } from "../guests/run-guest.ts";

const copy = await source("copy-input.c");
const wrongFork = await guest("wrong-fork.c");
const philosophers = await guest("outcomes/philosophers.c");

/** Every outcome of a program at a terminal at which nobody types. */
async function outcomesOf(program: Uint8Array): Promise<string[]> {
  const output = new OutputLog();
  const system = await System.create({
    program,
    name: "guest",
    cache: instrumentCache,
    streams: output,
    terminal: true,
  });
  const explorer = new Explorer(system.machine, output);
  while (!explorer.done && explorer.steps < 5000) explorer.step();
  expect(explorer.complete).toBe(true);
  return explorer.outcomes.map(({ stdout, end }) => `${end.kind} ${JSON.stringify(stdout)}`).sort();
}

describe("at a terminal where nobody types, a search finds the same as without one:", () => {
  it.each<[string, Uint8Array, string[]]>([
    ["of who reads to the end of input", copy, ['ended ""']],
    ["of who can only be rescued by a key", wrongFork, ['deadlock "hello\\r\\n"']],
    ["of who may starve", philosophers, ['deadlock ""', 'ended "all have eaten\\r\\n"']],
  ])("%s", async (_, program, outcomes) => {
    expect(await outcomesOf(program)).toEqual(outcomes);
  });
});
