/**
 * Random scripts of mapping, storing, unmapping, advising, writing files and forking, by several processes: each sees what a model
 * says, whose memory is plain arrays, however memory is forked, in however many places, and when the world is put back again and
 * again. `PRONG_PROGRAMS=1000` tries as many scripts.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { HostStreams } from "../../runtime/kernel/files/host.ts";
import { RandomNumbers } from "../../runtime/scheduler/random-numbers.ts";
import { ROOT } from "../frontend/compile/compile-guest.ts";
import { makeScript } from "./map-model.ts";
import { type RunOptions, source, Watched } from "./run-guest.ts";

const SCRIPTS = Number(process.env.PRONG_PROGRAMS ?? 4);
const SEED = Number(process.env.PRONG_TEST_SEED ?? 1);
const OPERATIONS = 120;

const guest = await source("map-script.c");

class Output extends HostStreams {
  text = "";

  override write(_stream: string, bytes: Uint8Array): void {
    this.text += new TextDecoder().decode(bytes);
  }
}

function scriptOf(number: number, portable = false) {
  const numbers = new RandomNumbers(SEED * 1_000_003 + number);
  return makeScript((below) => numbers.below(below), OPERATIONS, portable);
}

/** What a script prints; interrupted: every few steps the world goes on for a while, and is put back. */
async function printed(script: string, options: RunOptions, interrupted = false): Promise<string[]> {
  const streams = new Output();
  const watched = await Watched.create(guest, { ...options, args: [script], streams, watchCalls: false });
  const { system } = watched;
  for (let steps = 0; system.machine.step() === undefined; steps++) {
    if (!interrupted || steps % 5 !== 0) continue;
    const [snapshot, text] = [system.snapshot(), streams.text];
    for (let ahead = 0; ahead < 3; ahead++) system.machine.step();
    system.restore(snapshot);
    streams.text = text;
  }
  return streams.text.trim().split("\n");
}

const WAYS: readonly [string, RunOptions, boolean][] = [
  ["copied on write", {}, false],
  ["copied at the fork", { memory: "eager" }, false],
  ["in one place", { places: 1 }, false],
  ["in one place and copied at the fork", { places: 1, memory: "eager" }, false],
  ["put back again and again", { places: 2 }, true],
  ["put back again and again, and copied at the fork", { memory: "eager" }, true],
];

describe.each(WAYS)("mapped memory that is %s", (_way, options, interrupted) => {
  it(`is what a model of arrays says, for ${SCRIPTS} scripts`, async () => {
    for (let number = 0; number < SCRIPTS; number++) {
      const { script, prints } = scriptOf(number);
      expect(await printed(script, options, interrupted), script).toEqual(prints);
    }
  });
});

const compiler = ["cc", "gcc", "clang"].find((name) => spawnSync(name, ["--version"]).status === 0);

it.skipIf(compiler === undefined)("the model is right: the host's kernel says the same", () => {
  const folder = mkdtempSync(join(tmpdir(), "prong-map-script-"));
  try {
    const program = join(folder, "map-script");
    spawnSync(compiler as string, ["-w", join(ROOT, "test/guests/sources/map-script.c"), "-o", program]);
    for (let number = 0; number < 10; number++) {
      const { script, prints } = scriptOf(number, true);
      const { stdout } = spawnSync(program, [script], { encoding: "utf8" });
      expect(stdout.trim().split("\n"), script).toEqual(prints);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
