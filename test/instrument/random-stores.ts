/**
 * Programs of chance that write to memory in every way there is: all stores, SIMD, atomics, fills, copies, growth, across pages,
 * in loops, from bases that change. Now and then they make a call, in which the host may look. Some trap, far from the memory.
 */
import { wat } from "../guest/wat.ts";
import { EVERY_STORE } from "./every-store.ts";
import { Chance } from "./random-program.ts";

/** Of the guest, at first and at most. */
export const PAGES = [2, 5] as const;
const VALUES = {
  i32: "(i32.const -7)",
  i64: "(i64.const -77)",
  f32: "(f32.const 1.5)",
  f64: "(f64.const -2.5)",
  v128: "(v128.const i32x4 1 -2 3 -4)",
} as const;

const STORES = EVERY_STORE.map(
  ({ name, type, lanes }) => `${name} OFFSET ${lanes === undefined ? "" : "1 "}ADDRESS ${VALUES[type]}`,
);

/** [instruction, size], at aligned addresses. */
const ATOMICS: readonly (readonly [string, number])[] = [
  [`i32.atomic.store OFFSET ADDRESS ${VALUES.i32}`, 4],
  [`i64.atomic.store16 OFFSET ADDRESS ${VALUES.i64}`, 2],
  [`drop (i32.atomic.rmw.add OFFSET ADDRESS ${VALUES.i32}`, 4],
  [`drop (i64.atomic.rmw.xchg OFFSET ADDRESS ${VALUES.i64}`, 8],
  [`drop (i32.atomic.rmw8.xor_u OFFSET ADDRESS ${VALUES.i32}`, 1],
  [`drop (i32.atomic.rmw.cmpxchg OFFSET ADDRESS (i32.const 0) ${VALUES.i32}`, 4],
  [`drop (i64.atomic.rmw32.cmpxchg_u OFFSET ADDRESS (i64.const 0) ${VALUES.i64}`, 4],
];

const BULK = [
  "memory.fill ADDRESS (i32.const 171) LENGTH",
  "memory.copy ADDRESS (i32.and ADDRESS (i32.const 0xffff)) LENGTH",
  "memory.init $d ADDRESS (i32.const 0) SHORT",
];

export const LENGTHS = [0, 1, 7, 255, 256, 257, 4096, 4097, 9000];
export const OFFSETS = [0, 0, 4, 16, 248, 255, 256, 300, 4090, 4095, 8190];

export function randomStores(bytes: Uint8Array): Uint8Array {
  const chance = new Chance(bytes);
  const body = statements(chance, 0);
  return wat(`(module
    (import "wasi_snapshot_preview1" "sched_yield" (func $look (result i32)))
    (memory (export "memory") ${PAGES[0]} ${PAGES[1]})
    (data $d "0123456789abcdef0123456789abcdef") (data (i32.const 70000) "initial")
    (func (export "_start") (local $p i32) (local $q i32) (local $n i32) (local $m i32)
      (local.set $p (i32.const 4000)) (local.set $q (i32.const 69000))
      ${body})
    (func $leaf (param $p i32) (param $q i32) (local $n i32) (local $m i32) ${statements(chance, 3)}))`);
}

function statements(chance: Chance, depth: number): string {
  const lines: string[] = [];
  for (let left = 1 + chance.below(8); left > 0 && (lines.length === 0 || !chance.isSpent); left--) {
    lines.push(statement(chance, depth));
  }
  return lines.join("\n");
}

function statement(chance: Chance, depth: number): string {
  const base = () =>
    chance.pick(["(local.get $p)", "(local.get $q)", "(local.tee $p (i32.add (local.get $p) (i32.const 24)))"]);
  const place = () => 256 * chance.below(256) + chance.below(256);
  const address = () => chance.pick([base, base, base, () => `(i32.const ${place()})`])();
  const offset = () => `offset=${chance.pick(OFFSETS)}`;
  switch (chance.below(12)) {
    case 0:
      return `(local.set ${chance.pick(["$p", "$q"])} (i32.const ${place()}))`;
    case 1:
      return "(drop (call $look))";
    case 2: {
      const [text, size] = chance.pick(ATOMICS);
      const filled = text
        .replace("OFFSET", `offset=${size * chance.below(40)}`)
        .replace("ADDRESS", `(i32.and ${base()} (i32.const -8))`);
      return `(${filled})${text.startsWith("drop") ? ")" : ""}`;
    }
    case 3:
      return `(${chance
        .pick(BULK)
        .replace("LENGTH", `(i32.const ${chance.pick(LENGTHS)})`)
        .replace("SHORT", `(i32.const ${chance.below(32)})`)
        .replaceAll("ADDRESS", address)})`;
    case 4:
      return `(drop (memory.grow (i32.const ${chance.below(3)})))`;
    case 5:
      if (depth >= 3) break;
      return `(local.set $${depth > 0 ? "m" : "n"} (i32.const ${1 + chance.below(30)}))
        (loop $l${depth} ${statements(chance, depth === 0 ? 1 : 3)}
          (local.set $p (i32.add (local.get $p) (i32.const ${chance.pick([1, 13, 1000])})))
          (br_if $l${depth} (local.tee $${depth > 0 ? "m" : "n"} (i32.sub (local.get $${depth > 0 ? "m" : "n"}) (i32.const 1)))))`;
    case 6:
      if (depth >= 3) break;
      return `(if (i32.and (local.get $p) (i32.const 16)) (then ${statements(chance, 3)}) (else ${statements(chance, 3)}))`;
    case 7:
      if (depth >= 3) break;
      return `(block $b (br_if $b (i32.and (local.get $q) (i32.const 32))) ${statements(chance, 3)})`;
    case 8:
      if (chance.below(12) === 0)
        return `(${chance.pick(STORES).replace("OFFSET", "offset=0x80000000").replace("ADDRESS", "(i32.const 0x7ffffff0)")})`;
  }
  return `(${chance.pick(STORES).replace("OFFSET", offset()).replace("ADDRESS", address())})`;
}
