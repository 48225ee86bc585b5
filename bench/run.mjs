/**
 * Measures Prong beside the host: `npm run bench`, `npm run bench -- --only fork`, `npm run bench -- --write` (RESULTS.md).
 * Ratios are taken within one run; absolute times belong to one machine on one day.
 */
import { readdirSync, writeFileSync } from "node:fs";
import { cpus, release, type } from "node:os";

const only = process.argv.includes("--only") ? process.argv[process.argv.indexOf("--only") + 1] : undefined;
const cases = readdirSync(new URL("cases/", import.meta.url))
  .filter((name) => name.endsWith(".mjs"))
  .sort();
const chosen = cases.filter((name) => only === undefined || name === `${only}.mjs`);
if (chosen.length === 0) {
  console.error(`Cannot measure "${only}": the cases are ${cases.map((name) => name.replace(".mjs", "")).join(", ")}`);
  process.exit(2);
}

const COLUMNS = ["what", "prong", "host", "ratio", "goal"];
const rows = [];
for (const name of chosen) {
  process.stderr.write(`measuring ${name.replace(".mjs", "")} ...\n`);
  rows.push(...(await (await import(`./cases/${name}`)).run()));
}
const table = [COLUMNS, ...rows.map((row) => COLUMNS.map((column) => row[column]))];
const widths = COLUMNS.map((_, i) => Math.max(...table.map((cells) => cells[i].length)));
const line = (cells) => `| ${cells.map((cell, i) => cell.padEnd(widths[i])).join(" | ")} |`;
const lines = [
  line(COLUMNS),
  `|${widths.map((width) => "-".repeat(width + 2)).join("|")}|`,
  ...table.slice(1).map(line),
];
const machine = `${cpus().length} x ${cpus()[0]?.model ?? "unknown"}, ${type()} ${release()}, Node ${process.version}`;
console.log(`${machine}\n\n${lines.join("\n")}`);
if (process.argv.includes("--write")) {
  const date = new Date().toISOString().slice(0, 10);
  const text = `# Measurements\n\nMade by \`npm run bench -- --write\` on ${date}: ${machine}.\nAbsolute times belong to this machine; the ratios hold better.\n\n${lines.join("\n")}\n`;
  // What is said elsewhere is said of the oldest Node that we support.
  const major = Number(process.versions.node.split(".")[0]);
  writeFileSync(new URL(major === 20 ? "RESULTS.md" : `RESULTS-node${major}.md`, import.meta.url), text);
}
