/** Runs the built command line in a process and a folder of its own, as a user would. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll } from "vitest";
import { ProgramStore } from "../../../runtime/backend/emulated/program-store.ts";
import { folderCache } from "../../../runtime/frontend/compile/node-sources.ts";
import type { InstrumentCache } from "../../../runtime/instrument/cache.ts";
import { DiskCache } from "../../../runtime/node/disk-cache.ts";
import { instrumentCache } from "../../guests/run-guest.ts";
import { compileSources, ROOT } from "../compile/compile-guest.ts";

export const PRONG = join(ROOT, "dist/frontend/cli/prong.cjs");

if (!existsSync(PRONG)) throw new Error(`There is no ${PRONG}: run \`npm run build\` first, as \`npm test\` does`);

export interface Ran {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A folder for one file of tests, with a cache of its own. */
export class Desk {
  readonly folder = mkdtempSync(join(tmpdir(), "prong-cli-"));
  readonly cache = join(this.folder, ".cache");
  readonly env: NodeJS.ProcessEnv = { ...process.env, PRONG_CACHE: this.cache, NO_COLOR: "1", NODE_OPTIONS: "" };

  constructor() {
    afterAll(() => rmSync(this.folder, { recursive: true, force: true }));
  }

  path(name: string): string {
    return join(this.folder, name);
  }

  write(name: string, content: string | Uint8Array): void {
    mkdirSync(dirname(this.path(name)), { recursive: true });
    writeFileSync(this.path(name), content);
  }

  read(name: string): Uint8Array {
    return readFileSync(this.path(name));
  }

  /** Writes a program that the cache knows already: for tests of what comes after. */
  async writeKnown(name: string, program: Uint8Array): Promise<void> {
    this.write(name, program);
    const ours = new DiskCache(this.cache);
    const cache: InstrumentCache = {
      get(key) {
        const bytes = instrumentCache.get(key);
        if (bytes !== undefined) ours.set(key, bytes);
        return bytes;
      },
      set(key, bytes) {
        for (const each of [instrumentCache, ours]) each.set(key, bytes);
      },
    };
    await new ProgramStore(cache, { preempt: "loops", marks: true }).prepare(program, name); // as `prong run` does
  }

  /**
   * Has the cache know what `prong build` makes of these sources: for tests of what comes after. A command that compiles loads the
   * compiler first, which takes five times as long as to use it.
   */
  async compileKnown(names: readonly string[], flags: readonly string[] = []): Promise<void> {
    const sources = names.map((path) => ({ path, text: new TextDecoder().decode(this.read(path)) }));
    await compileSources(sources, { flags, directory: this.folder, cache: folderCache(this.cache) });
  }

  /** `prong <args>`, in the folder. */
  prong(args: readonly string[], input = "", nodeArgs: readonly string[] = []): Ran {
    return this.#run(process.execPath, [...nodeArgs, PRONG, ...args], input);
  }

  /** A line of the shell, in which `prong` is what it should be. */
  shell(line: string): Ran {
    const prong = `prong() { "${process.execPath}" "${PRONG}" "$@"; }`;
    return this.#run("sh", ["-c", `${prong}; ${line}`], "");
  }

  #run(program: string, args: readonly string[], input: string): Ran {
    const { status, stdout, stderr, error } = spawnSync(program, args, {
      cwd: this.folder,
      encoding: "utf8",
      env: this.env,
      input,
      maxBuffer: 1 << 26,
    });
    if (error !== undefined) throw error;
    return { exitCode: status, stdout, stderr };
  }
}
