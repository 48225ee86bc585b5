/** The compiler's choices (which locals, how many frames, what is inlined) are nothing that fork may depend on. */
import { describe, expect, it } from "vitest";
import { wat } from "../guest/wat.ts";
import { assemblyScript, expected, guest, run } from "./run-guest.ts";

/** As deep-fork.c among the guests. */
const DEEP_FORK = `
import { args, exit, Fork, fork, print, wait } from "prong";

let made: Fork | null = null;
const kept = new StaticArray<i32>(8);

function descend(depth: i32): i64 {
  if (depth == 0) {
    made = fork();
    return 0;
  }
  kept[depth & 7] = depth;
  return descend(depth - 1) + depth;
}

const depth = args().length > 1 ? I32.parseInt(args()[1]) : 1000;
const right = descend(depth) == (<i64>depth * (depth + 1)) / 2;
if ((<Fork>made).isChild) {
  print(\`the child climbed \${depth} frames and found them all: \${right ? "yes" : "no"}\`);
  exit(0);
}
wait();
print(\`the parent climbed \${depth} frames and found them all: \${right ? "yes" : "no"}\`);
`;

describe.each(["hello-fork", "qsort-fork", "vfork"])("%s", (name) => {
  it.each(["-O0", "-O1", "-O2", "-O3", "-Oz"])("prints the same when it is compiled with %s", async (level) => {
    const seen = await run(await guest(`${name}.c`, [level]));
    expect(seen).toMatchObject({ stdout: await expected(name), exitCode: 0 });
  });
});

it.each(["-O0", "-O2", "-Oz"])("5,000 frames deep, fork returns twice (C, %s)", async (level) => {
  const seen = await run(await guest("deep-fork.c", [level]), { args: ["5000"] });
  expect(seen).toMatchObject({
    stdout:
      "the child climbed 5000 frames and found them all: yes\n" +
      "the parent climbed 5000 frames and found them all: yes\n",
    exitCode: 0,
  });
});

it.each(["-O", "-O3", "-Oz", "--debug"])(
  "5,000 frames deep, fork returns twice (AssemblyScript, %s)",
  async (level) => {
    const seen = await run(await assemblyScript(DEEP_FORK, [level]), { args: ["5000"] });
    expect(seen).toMatchObject({
      stdout:
        "the child climbed 5000 frames and found them all: yes\n" +
        "the parent climbed 5000 frames and found them all: yes\n",
      exitCode: 0,
    });
  },
);

it("5,000 frames deep, fork returns twice in a program of one page that cannot grow", async () => {
  const program = wat(`(module
    (import "prong_v1" "fork" (func $fork (result i32)))
    (import "prong_v1" "wait4" (func $wait (param i32 i32 i32 i32) (result i32)))
    (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
    (memory (export "memory") 1 1)
    (global $pid (mut i32) (i32.const -1))

    (func $descend (param $depth i32) (result i64)
      (if (result i64) (i32.eqz (local.get $depth))
        (then (global.set $pid (call $fork)) (i64.const 0))
        (else (i64.add
          (call $descend (i32.sub (local.get $depth) (i32.const 1)))
          (i64.extend_i32_u (local.get $depth))))))

    ;; fills its only page, descends, and exits with 1 in the child, 2 + the child's code in the parent, if all is right
    (func (export "_start") (local $i i32)
      (memory.fill (i32.const 0) (i32.const 0xa5) (i32.const 65536))
      (if (i64.ne (call $descend (i32.const 5000)) (i64.const 12502500)) (then (call $exit (i32.const 90))))
      (loop $check
        (if (i32.ne (i32.load8_u (local.get $i)) (i32.const 0xa5)) (then (call $exit (i32.const 91))))
        (br_if $check (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (i32.const 65536))))
      (if (i32.eqz (global.get $pid)) (then (call $exit (i32.const 1))))
      (drop (call $wait (global.get $pid) (i32.const 8) (i32.const 0) (i32.const 0)))
      (call $exit (i32.add (i32.const 2) (i32.load8_u (i32.const 9))))))`);
  const seen = await run(program, { name: "one-page" });
  expect(seen.tree).toEqual(["2 one-page      exits with 3", "`-- 3 one-page  exits with 1"]);
});
