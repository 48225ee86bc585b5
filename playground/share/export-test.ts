/**
 * A run as a test for Vitest that stands on its own: a file that holds the program as it was compiled, who ran when and what was typed,
 * and expects what was printed. It needs `prong` and no compiler, so that it is the very same program. Where the source is one file, a
 * second test asks in all orders of events whether this can happen: that is the one to change when the program has been mended.
 */
import { deflateSync } from "fflate";
import { type Act, type End, parseSchedule } from "../../runtime/index.ts";
import type { Recorded, RunOptions, Standing } from "../run/orders.ts";
import { limitsOf } from "../run/run-options.ts";
import { isOver } from "../run/seen-step.ts";
import type { Project, ProjectFile } from "../state/project.ts";
import { toBase64 } from "./base64.ts";
import { longLiteral, sourceLiteral, textLiteral } from "./literals.ts";

export interface Exported {
  /** With the files as they were when it was run. */
  readonly project: Project;
  readonly options: RunOptions;
  readonly recorded: Recorded;
  /** What was printed, up to the end of what is recorded. */
  readonly stdout: string;
  readonly stderr: string;
  /** How the run stands there. */
  readonly standing: Standing | undefined;
  /** Can all outcomes be listed? If there are too many, a test that lists them fails. */
  readonly canBeSearched: boolean;
}

/** The text of the file. */
export function exportTest(exported: Exported): string {
  const source = searchable(exported);
  const tag = source?.path.endsWith(".ts") === true ? "assemblyScript" : "c";
  const { project, options, recorded, stdout, stderr } = exported;
  const blocks = [
    header(project.title, source && tag),
    imports(source && tag),
    `const SCHEDULE = ${textLiteral(recorded.schedule)};
const STDOUT = ${textLiteral(stdout)};
const STDERR = ${textLiteral(stderr)};`,
    acts(recorded),
    replay(exported),
    source === undefined ? "" : search(exported, sourceLiteral(tag, source.text)),
    `/** What was deflated, in base64. */
function unpack(text: string): Uint8Array {
  return new Uint8Array(inflateRawSync(Buffer.from(text, "base64")));
}`,
    `const PROGRAM = ${longLiteral(packed(options.program))};`,
    programs(options),
  ];
  return `${blocks.filter((block) => block !== "").join("\n\n")}\n`;
}

/** The source, where a test can search it: tests have no terminal, and no other programs. */
function searchable({ project, options, recorded, standing, canBeSearched }: Exported): ProjectFile | undefined {
  const isAlone = options.terminal === undefined && Object.keys(options.programs).length === 0;
  const isTyped = recorded.acts.some(({ act }) => act.kind !== "input" || act.bytes !== undefined);
  const isOneFile = project.wasm === undefined && project.files.length === 1;
  return canBeSearched && isOver(standing) && isAlone && !isTyped && isOneFile ? project.files[0] : undefined;
}

function header(title: string, tag: string | undefined): string {
  const needed = { c: " @yowasp/clang", assemblyScript: " assemblyscript" }[tag ?? ""] ?? "";
  return `/**
 * ${JSON.stringify(title).replaceAll("*/", "* /")}, as it ran in the playground of Prong: who ran when, and what was printed.
 *
 *     npm install --save-dev prong vitest${needed}
 *     npx vitest run
 */`;
}

function imports(tag: string | undefined): string {
  const searches =
    tag === undefined ? [] : [`import { ${[tag, "everySchedule", "guest"].sort().join(", ")} } from "prong/vitest";`];
  return [
    'import { inflateRawSync } from "node:zlib";',
    `import { ${"type Act, "}parseSchedule, TimeTravel } from "prong";`,
    ...searches,
    'import { expect, test } from "vitest";',
  ].join("\n");
}

function acts({ acts }: Recorded): string {
  const lines = acts.map(({ step, act }) => `  [${step}, ${actLiteral(act)}],\n`);
  return `/** What was typed, and in which step. */
const ACTS = new Map<number, Act>([${lines.length === 0 ? "" : `\n${lines.join("")}`}]);`;
}

/** Keys that are no text (half a letter) are numbers. */
function actLiteral(act: Act): string {
  if (act.kind !== "input") return JSON.stringify(act);
  if (act.bytes === undefined) return '{ kind: "input", bytes: undefined }';
  const typed = new TextDecoder("utf-8", { ignoreBOM: true }).decode(act.bytes);
  const isText = toBase64(new TextEncoder().encode(typed)) === toBase64(act.bytes);
  const bytes = isText
    ? `new TextEncoder().encode(${JSON.stringify(typed)})`
    : `new Uint8Array([${act.bytes.join(", ")}])`;
  return `{ kind: "input", bytes: ${bytes} }`;
}

function replay({ project, options, recorded, standing }: Exported): string {
  const { args, environment, terminal } = options;
  const made = [
    "program: unpack(PROGRAM)",
    `name: ${textLiteral(options.name)}`,
    `args: ${JSON.stringify(args)}`,
    `environment: ${JSON.stringify(environment)}`,
    ...(Object.keys(options.programs).length === 0 ? [] : ["programs: PROGRAMS"]),
    ...(terminal === undefined ? [] : [`terminal: ${JSON.stringify(recorded.window ?? terminal)}`]),
    `limits: ${JSON.stringify(limitsOf(options))}`,
    "schedule: parseSchedule(SCHEDULE)",
    'steps: "calls"',
  ];
  const ended =
    standing === undefined
      ? ""
      : `  expect(run.stepAt(run.position - 1).outcome).toMatchObject(${standingLiteral(standing)});\n`;
  return `test(${JSON.stringify(`${project.title}: what was seen happens again`)}, { timeout: 60_000 }, async () => {
  const run = await TimeTravel.create({
${made.map((line) => `    ${line},\n`).join("")}  });
  while (run.position < ${recorded.length ?? recorded.position}) {
    const act = ACTS.get(run.position);
    if (act !== undefined) {
      run.act(act);
      continue;
    }
    const outcome = run.step();
    if (outcome?.kind === "wants-program") await run.prepare(outcome);
  }
  expect(run.output.text("stdout")).toBe(STDOUT);
  expect(run.output.text("stderr")).toBe(STDERR);
${ended}});`;
}

function standingLiteral(standing: Standing): string {
  if (standing.kind !== "ended") return JSON.stringify({ kind: standing.kind });
  return JSON.stringify({ kind: standing.kind, end: standing.end satisfies End });
}

function search({ project, options, recorded, standing }: Exported, source: string): string {
  const { args, environment } = options;
  const { preempt, time, seed } = parseSchedule(recorded.schedule);
  const variables = Object.fromEntries(
    environment.map((line) => [line.split("=", 1)[0] as string, line.slice(line.indexOf("=") + 1)]),
  );
  const how = JSON.stringify({ args, environment: variables, preempt, time, seed, input: "" });
  const kind = JSON.stringify(standing?.kind);
  return `const source = ${source};

/** Once the program is mended: expect(seen.length).toBe(0); */
test(${JSON.stringify(`${project.title}: what was seen is one of its outcomes`)}, { timeout: 60_000 }, async () => {
  const outcomes = await everySchedule(guest(source, ${how}), () => {});
  const seen = outcomes.filter(({ stdout, end }) => stdout === STDOUT && end.kind === ${kind});
  expect(seen.length).toBeGreaterThan(0);
});`;
}

function programs({ programs }: RunOptions): string {
  const entries = Object.entries(programs);
  if (entries.length === 0) return "";
  // The same tool has many names.
  const packs = [...new Set(entries.map(([, program]) => packed(program)))];
  const names = entries.map(
    ([name, program]) => `  ${JSON.stringify(name)}: OTHERS[${packs.indexOf(packed(program))}] as Uint8Array,\n`,
  );
  return `const OTHERS = [${packs.map((pack) => longLiteral(pack)).join(", ")}].map(unpack);

/** What lies under /bin. */
const PROGRAMS = {
${names.join("")}};`;
}

function packed(program: Uint8Array): string {
  return toBase64(deflateSync(program, { level: 9 }));
}
