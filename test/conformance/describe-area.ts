/**
 * The tests of one area of the conformance matrix: each program, unmodified, prints in the emulator what the host's kernel
 * printed for it, byte by byte; and where there is a C compiler, the host is asked again: with the program compiled for it, and
 * on the native backend. Rows and runners are those of `npm run conformance`.
 */

import { relative } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { signalName } from "../../runtime/abi/signal.ts";
import { System } from "../../runtime/backend/emulated/system.ts";
import { TextStreams } from "../../runtime/frontend/text-streams.ts";
import { needsShell, runInEmulator, UNDER_BIN } from "../../scripts/conformance/emulator.mjs";
import { Host, hostCompiler } from "../../scripts/conformance/host.mjs";
import { Native } from "../../scripts/conformance/native.mjs";
import { expectedTranscript, type Row, rows } from "../../scripts/conformance/rows.mjs";
import { describeNative } from "../backend/native/native.ts";
import { compileGuest, GUESTS } from "../frontend/compile/compile-guest.ts";
import { BUSY_HOST } from "../guests/busy-host.ts";
import { CAPTURE, guest, instrumentCache, SMALL } from "../guests/run-guest.ts";

const compiler = hostCompiler();

/** Declares the tests of an area: a file each, so that they are run side by side. */
export function describeArea(area: string): void {
  const programs = rows(area).filter((row) => row.program !== undefined);
  const askable = programs.filter((row) => row.onlyEmulated === undefined);

  describe("in the emulator", () => {
    it.each(names(programs))("%s", async (_name, row) => {
      const { wasm } = await compileGuest(relative(GUESTS, row.program as string));
      const options = {
        cache: instrumentCache,
        capture: CAPTURE,
        checkMemory: true,
        programs: needsShell(row) ? await underBin() : {},
      };
      const seen = await runInEmulator(row, wasm, { System, TextStreams, signalName, options });
      expect(seen).toBe(expectedTranscript(row));
    });
  });

  if (compiler === undefined) return; // the transcripts are what such a host has: recorded elsewhere
  const host = new Host(compiler);
  afterAll(() => host.remove());

  const native = new Native();
  afterAll(() => native.remove());

  describeNative("as WebAssembly on the host's own kernel", () => {
    it.each(names(programs.filter((row) => row.notNative === undefined)))("%s", BUSY_HOST, async (_name, row) => {
      expect(await native.run(row)).toBe(expectedTranscript(row));
    });
  });

  describe("on the host's own kernel", BUSY_HOST, () => {
    it.each(names(askable))("%s", async (_name, row) => {
      expect(await host.run(row)).toBe(expectedTranscript(row));
    });
  });
}

function names(some: readonly Row[]): [string, Row][] {
  return some.map((row) => [row.name, row]);
}

async function underBin(): Promise<Record<string, Uint8Array>> {
  const sources = [...new Set(Object.values(UNDER_BIN))];
  const programs = await Promise.all(sources.map((source) => guest(`programs/${source}.c`, SMALL)));
  return Object.fromEntries(
    Object.entries(UNDER_BIN).map(([name, source]) => [name, programs[sources.indexOf(source)] as Uint8Array]),
  );
}
