/** Runs the built command line in a process and a folder of its own, as a user would. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll } from "vitest";
import { ROOT } from "../compile/compile-guest.ts";

export const PRONG = join(ROOT, "dist/frontend/cli/prong.js");

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
