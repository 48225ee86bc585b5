/** Programs that know only WASI, on the host: they find the root preopened at 3. */
import { expect, it } from "vitest";
import { wat } from "../../guest/wat.ts";
import { describeNative, onNative } from "./native.ts";

/** Writes the name of what is preopened at 3, and ends with the errno of asking for descriptor 4. */
const NAME = wat(`(module
  (import "wasi_snapshot_preview1" "fd_prestat_get" (func $prestat (param i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "fd_prestat_dir_name" (func $name (param i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "path_open"
    (func $open (param i32 i32 i32 i32 i32 i64 i64 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
  (memory (export "memory") 1)
  (data (i32.const 100) "dev/null")
  (func (export "_start")
    (drop (call $prestat (i32.const 3) (i32.const 0)))
    (drop (call $name (i32.const 3) (i32.const 32) (i32.load (i32.const 4))))
    (i32.store (i32.const 16) (i32.const 32))
    (i32.store (i32.const 20) (i32.load (i32.const 4)))
    (drop (call $write (i32.const 1) (i32.const 16) (i32.const 1) (i32.const 24)))
    (drop (call $open (i32.const 3) (i32.const 0) (i32.const 100) (i32.const 8)
      (i32.const 0) (i64.const 2) (i64.const 0) (i32.const 0) (i32.const 48)))
    (call $exit (i32.add (i32.mul (i32.load (i32.const 48)) (i32.const 10)) (call $prestat (i32.const 4) (i32.const 0))))))`);

describeNative("a program that knows only WASI", () => {
  it("finds the root at 3, nothing after it, and files below it", async () => {
    expect(await onNative(NAME)).toMatchObject({ stdout: "/", stderr: "", end: { code: 48 } });
  });
});
