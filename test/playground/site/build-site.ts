/**
 * Builds the playground, as `npm run playground:build` does, once for all test files that open it: Vitest calls this before the first of
 * them, and what it answers after the last.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "vite";
import type { TestProject } from "vitest/node";
import { IS_THERE } from "../../browser/chromium.ts";

const ROOT = join(import.meta.dirname, "../../..");

/** Not the root of its host: the page must not care. */
const BELOW = "some/where/";

export interface BuiltSite {
  /** What the host serves. */
  readonly folder: string;
  /** Where in it the page is. */
  readonly below: string;
}

declare module "vitest" {
  interface ProvidedContext {
    site: BuiltSite;
  }
}

export async function setup(project: TestProject): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), "prong-site-"));
  const site: BuiltSite = { folder, below: BELOW };
  project.provide("site", site);
  if (IS_THERE) await buildTo(join(folder, BELOW));
  return () => rmSync(folder, { recursive: true, force: true });
}

async function buildTo(outDir: string): Promise<void> {
  const programs = ["scripts/playground-programs.mjs"];
  const { status } = spawnSync(process.execPath, programs, { cwd: ROOT, stdio: ["ignore", "ignore", "inherit"] });
  if (status !== 0) throw new Error(`Cannot build the site: ${programs} ended with ${status}, expected 0`);
  mkdirSync(outDir, { recursive: true });
  const before = process.env["NODE_ENV"];
  process.env["NODE_ENV"] = "production"; // Vitest says "test", and Vite would build for developers
  try {
    // What each file would be with gzip is for people to read, and takes seconds.
    const to = { outDir, emptyOutDir: true, reportCompressedSize: false };
    await build({ root: join(ROOT, "playground"), logLevel: "error", build: to });
  } finally {
    process.env["NODE_ENV"] = before;
  }
}
