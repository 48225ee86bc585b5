import { describe, expect, it } from "vitest";
import { RESTART } from "../../runtime/abi/signal-flags.ts";
import { wat } from "../guest/wat.ts";
import { ByHand, type Image, make, SUSPEND } from "./by-hand.ts";

const TAKES = "signal_take(128)";

/** The address of a `delivery`. */
const DELIVERY = 128;

interface Guest {
  readonly exported?: string;
  readonly installs?: boolean;
  readonly call?: string;
}

/** A guest whose one handler notes the signal at address 0 and forks in it; it makes a call, and notes the answer at address 8. */
const guest = ({ exported = "prong_deliver_signals", installs = true, call = "(call $getpid)" }: Guest = {}) =>
  wat(`(module
    (import "prong_v1" "fork" (func $fork (result i32)))
    (import "prong_v1" "getpid" (func $getpid (result i32)))
    (import "prong_v1" "signal_take" (func $take (param i32) (result i32)))
    ${installs ? '(import "prong_v1" "sigaction" (func $sigaction (param i32 i32 i32) (result i32)))' : ""}
    (import "prong_v1" "use_cwd" (func $use_cwd (result i32)))
    (import "wasi_snapshot_preview1" "fd_seek" (func $seek (param i32 i64 i32 i32) (result i32)))
    (import "wasi_snapshot_preview1" "fd_read" (func $read (param i32 i32 i32 i32) (result i32)))
    (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
    (table 2 funcref) (elem (i32.const 0) $getpid $handler)
    (type $call (func (result i32))) (type $handler (func (param i32)))
    (memory (export "memory") 1)
    (func $handler (type $handler)
      (i32.store (i32.const 0) (local.get 0)) (i32.store (i32.const 4) (call $fork)))
    (func $deliver (export "${exported}") (local $signal i32)
      (loop $more
        (if (local.tee $signal (call $take (i32.const ${DELIVERY}))) (then
          (call_indirect (type $handler) (local.get $signal) (i32.const 1)) (br $more)))))
    (func (export "_start")
      (i32.store (i32.const 8) ${call})
      (call $exit (i32.const 0))))`);

/** Lets one signal be pending after the first call, which answers `first`. */
function run(bytes: Uint8Array, first = 42): { host: ByHand; image: Image | undefined } {
  let pending = 0;
  let isFirst = true;
  const host = new ByHand(make(bytes), (name) => {
    const flag = host.exports["prong:pending"] as WebAssembly.Global | undefined;
    if (name === "signal_take") {
      const taken = pending;
      pending = 0;
      if (flag !== undefined) flag.value = 0;
      return taken;
    }
    if (name === "fork") return SUSPEND;
    if (isFirst) {
      isFirst = false;
      pending = 15;
      if (flag !== undefined) flag.value = 1;
      return first;
    }
    return 42;
  });
  return { host, image: host.start() };
}

describe("a guest that exports prong_deliver_signals", () => {
  it.each([
    ["directly", "(call $getpid)", "getpid()"],
    ["through a table", "(call_indirect (type $call) (i32.const 0))", "getpid()"],
    [
      "with parameters",
      "(call $seek (i32.const 3) (i64.const -5) (i32.const 2) (i32.const 64))",
      "fd_seek(3, -5, 2, 64)",
    ],
  ])("takes its pending signals after a call made %s, and the handler may fork", (_, call, told) => {
    const { host, image } = run(guest({ call }));
    expect(host.made.signals).toBe(true);
    expect(host.calls).toEqual([told, TAKES, "fork()"]);
    expect(host.u32(0)).toBe(15);
    for (const result of [0, 77]) {
      expect(host.resume(image as Image, result)).toBeUndefined();
      expect([host.u32(4), host.u32(8)]).toEqual([result, 42]);
    }
    expect(host.calls.slice(3)).toEqual([TAKES, "proc_exit(0)", TAKES, "proc_exit(0)"]);
  });

  it("takes none after use_cwd, which start-up code calls", () => {
    const { host } = run(guest({ call: "(call $use_cwd)" }));
    expect(host.calls).toEqual(["use_cwd()", "proc_exit(0)"]);
  });

  it("is not disturbed while nothing is pending", () => {
    const host = new ByHand(make(guest()), () => 1);
    host.start();
    expect(host.calls).toEqual(["getpid()", "proc_exit(0)"]);
  });
});

describe("a call that a signal interrupted", () => {
  const call = "(call $read (i32.const 0) (i32.const 16) (i32.const 1) (i32.const 24))";

  it("is made again once the handlers have run, when its answer says so", () => {
    const { host, image } = run(guest({ call }), RESTART);
    expect(host.calls).toEqual(["fd_read(0, 16, 1, 24)", TAKES, "fork()"]);
    host.resume(image as Image, 77);
    expect(host.calls.slice(3)).toEqual([TAKES, "fd_read(0, 16, 1, 24)", "proc_exit(0)"]);
    expect([host.u32(4), host.u32(8)]).toEqual([77, 42]);
  });

  it("is not made again when it is one that nothing restarts", () => {
    const { host, image } = run(guest(), RESTART);
    host.resume(image as Image, 77);
    expect(host.calls.filter((text) => text === "getpid()")).toHaveLength(1);
  });
});

describe("a guest is left as it is", () => {
  it.each<[string, Uint8Array]>([
    ["when it does not export prong_deliver_signals", guest({ exported: "prong_deliver" })],
    ["when it cannot install a handler", guest({ installs: false })],
    [
      "when what it exports has parameters",
      wat(`(module (import "prong_v1" "sigaction" (func (param i32 i32 i32) (result i32)))
        (import "prong_v1" "getpid" (func $getpid (result i32)))
        (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
        (memory (export "memory") 1) (func (export "prong_deliver_signals") (param i32))
        (func (export "_start") (drop (call $getpid)) (call $exit (i32.const 0))))`),
    ],
    [
      "when what it exports is no function",
      wat(`(module (import "prong_v1" "sigaction" (func (param i32 i32 i32) (result i32)))
        (import "prong_v1" "getpid" (func $getpid (result i32)))
        (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
        (memory (export "memory") 1) (global (export "prong_deliver_signals") i32 (i32.const 0))
        (func (export "_start") (drop (call $getpid)) (call $exit (i32.const 0))))`),
    ],
  ])("%s", (_, bytes) => {
    const { host } = run(bytes);
    expect(host.made.signals).toBe(false);
    expect(host.exports).not.toHaveProperty("prong:pending");
    expect(host.calls).toEqual(["getpid()", "proc_exit(0)"]);
  });
});
