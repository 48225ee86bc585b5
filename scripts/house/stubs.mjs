/** What is generated from the system call table is what the table says now. */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";

export const title = "generated declarations agree with the system call table";

/** @param {string} root @returns {string[]} */
export function check(root) {
  const script = join(root, "scripts/generate-stubs.mjs");
  if (!existsSync(script)) return [];
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, "--check"], { cwd: root, encoding: "utf8" });
  if (status === 0) return [];
  const said = `${stdout}${stderr}`.trim();
  if (said.includes("ERR_MODULE_NOT_FOUND"))
    return ["Cannot compare the declarations as dist/ is not built: run `npm run build`."];
  return said === "" ? ["scripts/generate-stubs.mjs --check failed: run `npm run generate`."] : said.split("\n");
}
