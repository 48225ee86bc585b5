import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { main } from "../../../../runtime/frontend/cli/main.ts";
import { NodeStreams } from "../../../../runtime/node/streams.ts";
import { wat } from "../../../guest/wat.ts";
import { ROOT } from "../../compile/compile-guest.ts";

const folder = mkdtempSync(join(tmpdir(), "prong-explain-"));
const at = (name: string) => join(folder, name);
let stdout = "";
let stderr = "";

beforeEach(() => {
  process.env.PRONG_CACHE = join(ROOT, ".cache", "explain");
  [stdout, stderr] = ["", ""];
  vi.spyOn(NodeStreams.prototype, "write").mockImplementation((_, bytes) => {
    stdout += new TextDecoder().decode(bytes);
    return bytes.length;
  });
  vi.spyOn(process.stderr, "write").mockImplementation((chunk) => {
    stderr += String(chunk);
    return true;
  });
});

afterEach(() => {
  vi.restoreAllMocks();
  delete process.env.PRONG_CACHE;
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const FORK = '(import "prong_v1" "fork" (func $fork (result i32)))';
writeFileSync(
  at("twins.wasm"),
  wat(
    `(module ${FORK} (memory (export "memory") 1) (func $pure) (func $start (export "_start") (drop (call $fork)) (call $pure)))`,
    { names: true },
  ),
);
writeFileSync(at("text.wasm"), "hello");
writeFileSync(at("guest.c"), "#include <unistd.h>\nint main(void) { return fork() == 0 ? 7 : 0; }\n");

const explain = (...args: string[]) => main(["explain", ...args]);

describe("prong explain", () => {
  it("lists the functions, and sums up", async () => {
    expect(await explain(at("twins.wasm"))).toBe(0);
    const [head, pure, start, sum] = stdout.split("\n");
    expect(head).toBe("index  name   sites  before  after  copies");
    expect(pure).toBe("    1  pure       -       2      2       -");
    expect(start).toMatch(/^ {4}2 {2}start {6}1 {7}7 +\d+ +\d+$/);
    expect(sum).toMatch(/^1 of 2 functions can be on a captured stack, at 1 sites; 9 bytes of code before, \d+ after/);
    expect(stderr).toBe("");
  });

  it("lists them as JSON", async () => {
    expect(await explain("--json", at("twins.wasm"))).toBe(0);
    expect(JSON.parse(stdout).functions).toEqual([
      { index: 1, name: "pure", instrumented: false, sites: 0, bytes: { before: 2, after: 2, copies: 0 } },
      {
        index: 2,
        name: "start",
        instrumented: true,
        sites: 1,
        bytes: { before: 7, after: expect.any(Number), copies: expect.any(Number) },
      },
    ]);
  });

  it("shows one function in its three shapes", async () => {
    expect(await explain(at("twins.wasm"), "--function", "start")).toBe(0);
    expect(stdout.match(/^;; .*/gm)).toEqual([
      ";; start as it was compiled: 7 bytes",
      expect.stringMatching(/^;; start as it runs: \d+ bytes; it can be stopped at 1 site$/),
      expect.stringMatching(/^;; start as it goes on after a stop: a copy$/),
    ]);
    expect(stdout).toContain("(func $start (;2;)\n  call $fork\n  drop\n  call $pure\n)\n\n;;");
    expect(stdout).toMatch(/[^\n]\n$/);
  });

  it("says that nothing is done to a function", async () => {
    expect(await explain(at("twins.wasm"), "--function", "1")).toBe(0);
    expect(stdout).toContain(";; pure stays as it is:");
  });

  it("shows one function as JSON", async () => {
    expect(await explain(at("twins.wasm"), "--function", "pure", "--json")).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ index: 1, text: { before: "(func $pure (;1;)\n)\n" } });
  });

  it("compiles what is a source", async () => {
    expect(await explain(at("guest.c"), "--function", "main")).toBe(0);
    expect(stdout).toMatch(/;; \w*main\w* as it was compiled/);
    expect(stdout).toMatch(/call \$fork|;; \S*guest\.c:2/);
  });

  it.each([
    [["twins.wasm", "--function", "stat"], 2, /Cannot explain stat: .* Nearest: start/],
    [["twins.wasm", "--function", "9"], 2, /Cannot explain 9: functions 1 to 2 are those with code/],
    [["twins.wasm", "--function", "fork"], 2, /Cannot explain fork: it is imported/],
    [["text.wasm"], 126, /text\.wasm: .*not.*WebAssembly/],
    [["none.wasm"], 2, /none\.wasm: there is no such file/],
  ])("prong explain %j exits with %i and says why", async ([name, ...options], code, message) => {
    expect(await explain(at(name as string), ...options)).toBe(code);
    expect(stderr).toMatch(message);
    expect(stdout).toBe("");
  });
});
