/**
 * Before the kernel answers a call it makes sure that the engine's own stack has room for it. A guest that recurses
 * without end makes its last call with almost none left; the overflow would then strike in the middle of the kernel and
 * leave the world half changed. So it is made to strike here, where it is the guest's end and nothing else.
 *
 * Engines test for overflow when a function is entered, with the size of its frame. So the probe is a function with a
 * large frame and nothing to do: what would fill the frame is in a branch that is never taken. It calls itself once,
 * as engines take long to compile one frame of twice the size. That costs some nanoseconds; a recursion in JavaScript
 * that reached as far took a microsecond.
 *
 * The values come from a global and go back there: a compiler that could tell that they are of no use would leave them,
 * and with them the frame, out.
 *
 *     (module
 *       (global $state (mut v128) (v128.const 0))
 *       (func $value (result v128)
 *         (global.set $state (i64x2.add (global.get $state) (global.get $state)))
 *         (global.get $state))
 *       (func $probe (export "probe") (param $more i32)
 *         (if (local.get $more) (then (call $probe (i32.sub (local.get $more) (i32.const 1)))))
 *         (if (i32.lt_s (local.get $more) (i32.const 0)) (then
 *           (global.set $state (v128.or (call $value) ... (call $value)))))))
 */

/** How many values of 16 bytes one frame holds: two frames are 32 KB, several times what the deepest system call takes. */
const VALUES = 1024;

const I32 = 0x7f;
const V128 = 0x7b;

function probeModule(): Uint8Array {
  const calls = Array.from({ length: 2 * VALUES }, (_, i) => (i % 2 === 0 ? 0x10 : 0)); // call $value, over and over
  const ors = Array.from({ length: 2 * (VALUES - 1) }, (_, i) => (i % 2 === 0 ? 0xfd : 0x50)); // v128.or
  const recursion = [0x20, 0x00, 0x04, 0x40, 0x20, 0x00, 0x41, 0x01, 0x6b, 0x10, 0x01, 0x0b];
  const never = [0x20, 0x00, 0x41, 0x00, 0x48, 0x04, 0x40].concat(calls, ors, [0x24, 0x00, 0x0b]); // global.set $state
  const probe = [0x00].concat(recursion, never, [0x0b]);
  const value = [0x00, 0x23, 0x00, 0x23, 0x00, 0xfd, 0xce, 0x01, 0x24, 0x00, 0x23, 0x00, 0x0b];
  const state = [V128, 0x01, 0xfd, 0x0c].concat(new Array<number>(16).fill(0), [0x0b]);
  return new Uint8Array(
    [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00].concat(
      section(1, [2, 0x60, 0, 1, V128, 0x60, 1, I32, 0]),
      section(3, [2, 0, 1]),
      section(6, [1].concat(state)),
      section(7, [1, 5, ...new TextEncoder().encode("probe"), 0x00, 1]),
      section(10, [2].concat(sized(value), sized(probe))),
    ),
  );
}

function section(id: number, content: readonly number[]): number[] {
  return [id].concat(sized(content));
}

function sized(content: readonly number[]): number[] {
  return leb(content.length).concat(content);
}

function leb(value: number): number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...leb(value >>> 7)];
}

const { exports } = new WebAssembly.Instance(new WebAssembly.Module(probeModule() as BufferSource));
const probe = exports.probe as (more: number) => void;

/** Throws the engine's RangeError when the stack has no room for the kernel. */
export function guardStack(): void {
  probe(1);
}
