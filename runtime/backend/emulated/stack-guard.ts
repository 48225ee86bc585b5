/**
 * Before the kernel answers a call it makes sure that the engine's own stack has room for it. A guest that recurses
 * without end makes its last call with almost none left; the overflow would then strike in the middle of the kernel and
 * leave the world half changed. So it is made to strike here, where it is the guest's end and nothing else.
 *
 * Engines test for overflow when a function is entered, with the size of its frame. So the probe is a function with a
 * large frame and nothing to do: its body, which would hold many values at a time, is in a branch that is never taken.
 * That costs some nanoseconds; a recursion in JavaScript that reaches as far took a microsecond.
 *
 *     (module
 *       (func $value (result i64) i64.const 0)
 *       (func (export "probe") (param i32)
 *         local.get 0
 *         if  call $value ... call $value   i64.add ... i64.add   drop  end))
 */

/** How many values of eight bytes the probe's frame holds: 32 KB, several times what the deepest system call takes. */
const VALUES = 4096;

const I32 = 0x7f;
const I64 = 0x7e;
const CALL = 0x10;
const I64_ADD = 0x7c;

function probeModule(): Uint8Array {
  const calls = Array.from({ length: 2 * VALUES }, (_, i) => (i % 2 === 0 ? CALL : 0)); // call 0, over and over
  const adds = new Array<number>(VALUES - 1).fill(I64_ADD);
  const body = [0x00, 0x20, 0x00, 0x04, 0x40].concat(calls, adds, [0x1a, 0x0b, 0x0b]); // local.get 0; if ... drop; end; end
  const value = [0x00, 0x42, 0x00, 0x0b]; // i64.const 0; end
  return new Uint8Array(
    [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00].concat(
      section(1, [2, 0x60, 0, 1, I64, 0x60, 1, I32, 0]),
      section(3, [2, 0, 1]),
      section(7, [1, 5, ...new TextEncoder().encode("probe"), 0x00, 1]),
      section(10, [2].concat(sized(value), sized(body))),
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
const probe = exports.probe as (taken: number) => void;

/** Throws the engine's RangeError when the stack has no room for the kernel. */
export function guardStack(): void {
  probe(0);
}
