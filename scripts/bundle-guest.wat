;; What the bundled command runs once while it is built, so that what a run compiles is kept: scripts/bundle.mjs.
;; It has some of everything that compilers make, so that the rewriter meets it, and a call of each of the usual kinds.
(module $bundle-guest
  (type $binary (func (param i32 i32) (result i32)))
  (import "prong_v1" "fork" (func $fork (result i32)))
  (import "prong_v1" "wait4" (func $wait4 (param i32 i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "proc_exit" (func $proc_exit (param i32)))
  (import "wasi_snapshot_preview1" "fd_write" (func $fd_write (param i32 i32 i32 i32) (result i32)))
  (memory (export "memory") 2)
  (global $sum (mut i32) (i32.const 0))
  (global $wide (mut i64) (i64.const 0))
  (table 2 funcref)
  (elem (i32.const 0) $add $forked)
  (data (i32.const 1024) "some data")

  (func $add (type $binary) (i32.add (local.get 0) (local.get 1)))

  (func $forked (type $binary) (local $pid i32) (local $i i32) (local $wide i64) (local $real f64)
    (local.set $real (f64.convert_i32_s (local.get 0)))
    (local.set $pid (call $fork))
    (if (i32.eqz (local.get $pid)) (then (call $proc_exit (i32.const 7))))
    (block $done
      (loop $again
        (br_if $done (i32.ge_u (local.get $i) (i32.const 10)))
        (local.set $i (i32.add (local.get $i) (i32.const 1)))
        (local.set $wide (i64.add (local.get $wide) (i64.extend_i32_u (local.get $i))))
        (br $again)))
    (drop (call $wait4 (local.get $pid) (i32.const 512) (i32.const 0) (i32.const 0)))
    (global.set $wide (i64.add (local.get $wide) (i64.trunc_sat_f64_s (local.get $real))))
    (i32.add (i32.load16_u offset=512 (i32.const 0)) (local.get 1)))

  (func $choose (param $which i32) (result i32)
    (block $two (block $one (block $zero
      (br_table $zero $one $two (local.get $which)))
      (return (i32.const 1)))
      (return (call_indirect (type $binary) (i32.const 1) (i32.const 2) (i32.const 1))))
    (select (i32.const 3) (i32.const 4) (local.get $which)))

  (func $say (param $address i32) (param $length i32)
    (i32.store (i32.const 256) (local.get $address))
    (i32.store (i32.const 260) (local.get $length))
    (drop (call $fd_write (i32.const 1) (i32.const 256) (i32.const 1) (i32.const 264))))

  (func (export "_start") (local $i i32)
    (call $say (i32.const 1024) (i32.const 0))
    (loop $again
      (global.set $sum (i32.add (global.get $sum) (call $choose (local.get $i))))
      (br_if $again (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (i32.const 3))))
    (memory.fill (i32.const 2048) (i32.const 1) (i32.const 64))
    (memory.copy (i32.const 4096) (i32.const 2048) (i32.const 64))
    (i32.store8 offset=3 (i32.const 100) (i32.load8_s (i32.const 2048)))
    (i64.store align=4 (i32.const 104) (i64.shl (global.get $wide) (i64.const 3)))
    (f64.store (i32.const 112) (f64.mul (f64.const 1.5) (f64.load (i32.const 104))))
    (if (i32.eq (memory.grow (i32.const 1)) (i32.const -1)) (then unreachable) (else nop))
    (if (i32.eqz (memory.size)) (then unreachable))
    (call $proc_exit (i32.const 0))))
