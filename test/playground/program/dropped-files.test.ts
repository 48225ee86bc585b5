import { expect, test } from "vitest";
import { type DroppedFile, openFiles } from "../../../playground/program/dropped-files.ts";
import { inspectProgram } from "../../../playground/program/inspect-program.ts";

function file(name: string, content: string | Uint8Array | number[], size?: number): DroppedFile {
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : new Uint8Array(content);
  return { name, size: size ?? bytes.length, read: async () => bytes };
}

const refusal = (...files: DroppedFile[]) =>
  openFiles(files, inspectProgram).then(
    () => "opened",
    (error: Error) => error.message,
  );

test("sources are a project, whose first file is its program", async () => {
  const project = await openFiles([file("a.h", "int a;\r\n"), file("b.c", ""), file("main.c", "")], inspectProgram);
  expect(project.files.map(({ path }) => path)).toEqual(["main.c", "b.c", "a.h"]);
  expect(project.files[2]?.text).toBe("int a;\n");
  expect(project.title).toBe("main.c");
});

test.each([
  ["my prog (1).c", "my-prog-1.c"],
  ["HELLO.C", "HELLO.c"],
  ["-x.c", "x.c"],
  ["été.c", "ete.c"],
  ["программа.c", "program.c"],
  [`${"a".repeat(80)}.ts`, `${"a".repeat(57)}.ts`],
])("%s is %s in a project", async (name, path) => {
  const project = await openFiles([file(name, "")], inspectProgram);
  expect(project.files.map((made) => made.path)).toEqual([path]);
});

test("the ending of a program may be in capitals", async () => {
  const project = await openFiles([file("HELLO.WASM", [0, 0x61, 0x73, 0x6d])], async () => {});
  expect([project.title, project.wasm?.length]).toEqual(["HELLO.wasm", 4]);
});

test("a program is one without source", async () => {
  const wasm = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0];
  const project = await openFiles([file("it.wasm", wasm)], async () => {});
  expect(project).toMatchObject({ title: "it.wasm", files: [], wasm: new Uint8Array(wasm) });
});

test.each([
  ["nothing", [], "Cannot open what was dropped: expected files"],
  ["a picture", [file("a.png", "")], "Cannot open a.png: expected a name that ends in .wasm, .c, .h or .ts"],
  [
    "C++",
    [file("a.cpp", "")],
    "Cannot open a.cpp: this page compiles C and AssemblyScript: compile C++ with `prong build`, and drop the .wasm",
  ],
  ["text of a module", [file("a.wat", "")], "Cannot open a.wat: make a .wasm of it first, with wat2wasm"],
  ["headers", [file("a.h", "")], "Cannot open a.h: headers alone are no program"],
  ["no text", [file("a.c", [0xff, 0xfe])], "Cannot open a.c: it is no text in UTF-8"],
  [
    "two languages",
    [file("a.c", ""), file("b.ts", "")],
    "Cannot add b.ts: this project is C, its files end in .c or .h",
  ],
  ["the same twice", [file("a.c", ""), file("a.c", "")], "Cannot add a.c: there is one of that name"],
  [
    "a program and a source",
    [file("a.c", ""), file("a.wasm", "")],
    "Cannot open 2 files at once: one of them is a program, open it alone",
  ],
  ["much source", [file("a.c", "", 5_000_000)], "Cannot open 5,000,000 bytes of source: a project may have 1,048,576"],
  ["a huge program", [file("a.wasm", "", 1e9)], "Cannot open a.wasm: it has 1000 MB, and a program may have 16.0 MB"],
  [
    "a program that is none",
    [file("a.wasm", "hello")],
    "Cannot run a.wasm: it is not WebAssembly but a text. Compile it to WebAssembly first, for C with `prong build` or any compiler for wasm32-wasip1.",
  ],
])("%s is refused with the reason", async (_, files, message) => {
  expect(await refusal(...(files as DroppedFile[]))).toBe(message);
});
