/** Writes what the rows said as a page and as JSON. */

/** What became of a row: one word, and why. */
export function judge(row, { emulator, host, native, expected }) {
  if (row.notApplicable !== undefined) return { result: "not applicable", reason: row.notApplicable };
  const problems = [];
  if (expected === undefined) problems.push("no transcript is recorded");
  if (emulator !== "same") problems.push(`emulator: ${emulator}`);
  if (host !== "same" && host !== "not asked") problems.push(`host: ${host}`);
  if (native !== "same" && native !== "not asked") problems.push(`native: ${native}`);
  return problems.length === 0 ? { result: "pass" } : { result: "FAIL", reason: problems.join("; ") };
}

/** The page. `results` are rows with what `judge` said of them. */
export function page(results, areas, machine) {
  const counts = count(results);
  const lines = [
    "# Conformance",
    "",
    "Each row is a C program in `test/conformance/programs/`. It passes when the unmodified source prints the same, byte by byte, in the",
    "emulator as what was recorded of a Linux kernel, and the kernel of the host, where it was asked, still says so: of the program compiled",
    "for it, and of the same WebAssembly with the real `fork(2)` (the native backend).",
    "Written by `npm run conformance`; nothing is listed as passing that was not run.",
    "",
    `**${counts.pass} pass, ${counts.fail} fail, ${counts.notApplicable} are not applicable.** ${machine}`,
    "",
    "*Host* and *native* say who was asked: the host's kernel now (`same`), or nobody, for the reason below the table.",
  ];
  for (const [area, title] of areas) {
    const some = results.filter((row) => row.area === area);
    if (some.length === 0) continue;
    lines.push(
      "",
      `## ${title}`,
      "",
      "| row | what it demands | emulator | host | native | result |",
      "|---|---|---|---|---|---|",
    );
    for (const row of some) lines.push(tableLine(row));
    for (const row of some) if (noteOf(row) !== undefined) lines.push("", `*${row.name}*: ${noteOf(row)}`);
  }
  return `${lines.join("\n")}\n`;
}

/** How many rows passed, failed, or are not applicable. */
export function count(results) {
  const of = (word) => results.filter(({ result }) => result === word).length;
  return { pass: of("pass"), fail: of("FAIL"), notApplicable: of("not applicable") };
}

/** The same as JSON, for those who count. */
export function json(results, machine) {
  const rows = results.map(({ name, says, emulator, host, native, result, reason, onlyEmulated, notNative }) => {
    return { name, says, emulator, host, native, result, reason, judgedByTheStandard: onlyEmulated, notNative };
  });
  return `${JSON.stringify({ ...count(results), machine, rows }, null, 2)}\n`;
}

function tableLine({ name, program, says, emulator, host, native, result }) {
  const shown = program === undefined ? name : `[${name}](test/conformance/programs/${name}.c)`;
  return `| ${[shown, says, emulator, host, native, result].map(cell).join(" | ")} |`;
}

/** Differences can be long: they are told below the table. */
function cell(text) {
  const short = text.startsWith("line ") ? "differs" : text.split("\n")[0];
  return short.replaceAll("|", "\\|");
}

function noteOf({ reason, onlyEmulated, notNative }) {
  return (reason ?? onlyEmulated ?? notNative)?.split("\n")[0];
}
