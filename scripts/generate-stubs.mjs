// Writes what is generated from the system call table (compile first: it reads dist/), or with --check says what is stale.
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { generatedFiles } from "../dist/frontend/compile/stubs.js";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const stale = [];
for (const [path, text] of generatedFiles()) {
  const found = await readFile(join(root, path), "utf8").catch(() => undefined);
  if (found !== text) stale.push([path, text]);
}

if (process.argv.includes("--check")) {
  for (const [path] of stale)
    console.error(`${path} is stale: the system call table has changed. Run \`npm run generate\`.`);
  process.exitCode = stale.length === 0 ? 0 : 1;
} else {
  for (const [path, text] of stale) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
    console.log(`wrote ${path}`);
  }
}
