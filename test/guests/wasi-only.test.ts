/** Programs that know only WASI, as any toolchain makes them: they find files by the directory preopened at 3. */
import { File } from "@bjorn3/browser_wasi_shim";
import { describe, expect, it } from "vitest";
import { wat } from "../guest/wat.ts";
import { run, runWithSeed } from "./run-guest.ts";

/** Reads a file through descriptor 3, copies it to another and to standard output, reads that one back. */
const COPY = wat(`(module
  (import "wasi_snapshot_preview1" "fd_prestat_get" (func $prestat (param i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "fd_prestat_dir_name" (func $name (param i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "path_open"
    (func $open (param i32 i32 i32 i32 i32 i64 i64 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "fd_read" (func $read (param i32 i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "fd_close" (func $close (param i32) (result i32)))
  (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
  (memory (export "memory") 1)
  (data (i32.const 100) "data/in.txt")
  (data (i32.const 200) "tmp/out.txt")
  (data (i32.const 300) "../../etc/passwd")

  (func $expect (param $errno i32) (param $line i32)
    (if (local.get $errno) (then (call $exit (local.get $line)))))

  ;; opens for reading (rights 1 << 1), or for writing (1 << 6) a file that is made
  (func $opened (param $path i32) (param $length i32) (param $oflags i32) (param $rights i64) (result i32)
    (call $expect (call $open (i32.const 3) (i32.const 0) (local.get $path) (local.get $length)
      (local.get $oflags) (local.get $rights) (i64.const 0) (i32.const 0) (i32.const 16)) (i32.const 90))
    (i32.load (i32.const 16)))

  ;; reads up to 1000 bytes to address 1024; the count is at 20, and in the list at 28
  (func $take (param $fd i32)
    (i32.store (i32.const 24) (i32.const 1024))
    (i32.store (i32.const 28) (i32.const 1000))
    (call $expect (call $read (local.get $fd) (i32.const 24) (i32.const 1) (i32.const 20)) (i32.const 91))
    (i32.store (i32.const 28) (i32.load (i32.const 20))))

  (func $give (param $fd i32)
    (call $expect (call $write (local.get $fd) (i32.const 24) (i32.const 1) (i32.const 20)) (i32.const 92)))

  (func (export "_start") (local $in i32) (local $out i32)
    (call $expect (call $prestat (i32.const 3) (i32.const 32)) (i32.const 93))
    (i32.store (i32.const 24) (i32.const 40))
    (i32.store (i32.const 28) (i32.load (i32.const 36)))
    (call $expect (call $name (i32.const 3) (i32.const 40) (i32.load (i32.const 36))) (i32.const 94))
    (call $give (i32.const 1))
    (if (i32.ne (call $prestat (i32.const 4) (i32.const 32)) (i32.const 8)) (then (call $exit (i32.const 95))))

    (local.set $in (call $opened (i32.const 100) (i32.const 11) (i32.const 0) (i64.const 2)))
    (call $take (local.get $in))
    (local.set $out (call $opened (i32.const 200) (i32.const 11) (i32.const 1) (i64.const 64)))
    (call $give (local.get $out))
    (call $expect (call $close (local.get $out)) (i32.const 96))
    (call $take (call $opened (i32.const 200) (i32.const 11) (i32.const 0) (i64.const 2)))
    (call $give (i32.const 1))

    (call $exit (call $open (i32.const 3) (i32.const 0) (i32.const 300) (i32.const 16)
      (i32.const 0) (i64.const 2) (i64.const 0) (i32.const 0) (i32.const 16)))))`);

const ENOENT_OR_NOTCAPABLE = [44, 76];

describe("a program that knows only WASI", () => {
  it("finds the root preopened at 3, and nothing after it; reads and writes files; cannot leave", async () => {
    const file = new File(new TextEncoder().encode("from a file\n"));
    const seen = await run(COPY, { mounts: [{ at: "/data/in.txt", files: file }] });
    expect(seen.stdout).toBe("/from a file\n");
    expect(ENOENT_OR_NOTCAPABLE).toContain(seen.exitCode);
    expect(new TextDecoder().decode(file.data)).toBe("from a file\n");
  });

  it("ends with 0 when its entry returns", async () => {
    const program = wat(`(module (memory (export "memory") 1) (func (export "_start")))`);
    expect(await run(program)).toMatchObject({
      stdout: "",
      stderr: "",
      exitCode: 0,
      schedule: expect.stringMatching(/^prong2:[0-9a-f]{6}:syscalls:0:$/),
    });
  });

  it.each([
    ["unreachable", 4],
    ["(drop (i32.div_s (i32.const 1) (i32.const 0)))", 8],
    ["(drop (i32.load (i32.const -16)))", 11],
    ["(call $start)", 11],
  ])("that does %s dies of signal %i", async (body, signal) => {
    const program = wat(`(module (memory (export "memory") 1) (func $start (export "_start") ${body}))`);
    expect((await run(program)).outcome).toEqual({ kind: "ended", end: { signal } });
  });

  it("draws its random numbers from the policy: the same from the same seed, others from another", async () => {
    const program = wat(`(module
      (import "wasi_snapshot_preview1" "random_get" (func $random (param i32 i32) (result i32)))
      (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
      (memory (export "memory") 1)
      (data (i32.const 0) "\\10\\00\\00\\00\\14\\00\\00\\00")
      (func (export "_start") (local $i i32)
        (drop (call $random (i32.const 16) (i32.const 20)))
        (loop $letters
          (i32.store8 (i32.add (i32.const 16) (local.get $i))
            (i32.add (i32.const 97) (i32.rem_u (i32.load8_u (i32.add (i32.const 16) (local.get $i))) (i32.const 26))))
          (br_if $letters (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (i32.const 20))))
        (drop (call $write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 8)))))`);
    const draw = async (seed: number) => await runWithSeed(program, seed);
    const [one, again, other] = [await draw(1), await draw(1), await draw(2)];
    expect(one.stdout).toMatch(/^[a-z]{20}$/);
    expect(again).toEqual(one);
    expect(other.stdout).not.toBe(one.stdout);
  });
});
