import { expect, test } from "vitest";
import { compileAssemblyScript } from "../../../runtime/frontend/compile/assemblyscript.ts";
import { loadSdk, SDK_FOLDER } from "../../../runtime/frontend/compile/node-sources.ts";
import { openDebugLines } from "../../../runtime/guest/wasm/debug-lines.ts";
import { SectionId } from "../../../runtime/guest/wasm/declarations.ts";
import { readFunctionNames } from "../../../runtime/guest/wasm/names.ts";
import { Op } from "../../../runtime/guest/wasm/opcodes.ts";
import { readTypedBody } from "../../../runtime/guest/wasm/read-body.ts";
import { readModule } from "../../../runtime/guest/wasm/reader.ts";
import { where } from "../../guest/wasm/bodies.ts";

const sdk = await loadSdk(SDK_FOLDER);

/** The calls of functions with these names, in the source: `main.ts:3`. */
async function calls(text: string, wanted: RegExp, ...flags: string[]): Promise<string[]> {
  const { wasm } = await compileAssemblyScript({ source: { path: "main.ts", text }, sdk, flags });
  const module = readModule(wasm);
  const names = readFunctionNames(module);
  const lines = openDebugLines(module);
  const code = module.sections.find(({ id }) => id === SectionId.code)?.payload ?? 0;
  return module.bodies.flatMap((_, n) => {
    const index = module.importedFunctions.length + n;
    if (!/^(main|start:main)/.test(names.get(index) ?? "")) return [];
    const body = readTypedBody(module, index);
    return where(body, Op.call)
      .filter((call) => wanted.test(names.get(body.index(call)) ?? ""))
      .map((call) => lines?.locate(body.start(call) - code))
      .map((found) => `${found?.file}:${found?.line}`);
  });
}

const PROGRAM = `import { fork, getpid, print } from "prong";
print(\`\${getpid()}\`);
getpid();
const first = fork();
if (fork().isChild)
  getpid();

function within(): void {
  getpid();
  const text = getpid().toString();
  print(text);
  fork();
}
within();
`;

test("each call has its own line: of a statement, of a value, at the top and in a function that keeps references", async () => {
  expect(await calls(PROGRAM, /getpid$/, "--debug")).toEqual([
    "main.ts:9",
    "main.ts:10",
    "main.ts:2",
    "main.ts:3",
    "main.ts:6",
  ]);
  expect(await calls(PROGRAM, /fork\/fork$/, "--debug")).toEqual(["main.ts:12", "main.ts:4", "main.ts:5"]);
  expect(await calls(PROGRAM, /within$/, "--debug")).toEqual(["main.ts:14"]);
});

test("without --debug there are no lines", async () => {
  const { wasm } = await compileAssemblyScript({ source: { path: "main.ts", text: PROGRAM }, sdk });
  expect(openDebugLines(readModule(wasm))).toBeUndefined();
});

test("programs with handlers have lines, too", async () => {
  const text = 'import { getpid, onSignal, Signal } from "prong";\nonSignal(Signal.SIGINT, () => {});\ngetpid();\n';
  expect(await calls(text, /getpid$/, "--debug")).toEqual(["main.ts:3"]);
});
