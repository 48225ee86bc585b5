/** Makes a script (memory-script.ts) a program: real instructions, in as few functions and blocks as the script says. */
import { wat } from "../../guest/wat.ts";
import { EVERY_STORE } from "../../instrument/every-store.ts";
import {
  type Address,
  type Body,
  type Ending,
  FIRST_PAGES,
  type Fork,
  MOST_PAGES,
  numberChildren,
  type Pipe,
  type Script,
  STEP,
  type Statement,
  type Store,
} from "./memory-script.ts";
import {
  ARGV,
  ATOMICS,
  DONE,
  FILE,
  FIRST_P,
  FIRST_Q,
  IOVECS,
  NAME,
  PASSIVE,
  PATH,
  RECORD,
  RECORD_SIZE,
  SEGMENTS,
  SIZES,
  SUM_FACTOR,
  SUM_TURN,
  wordsOf,
} from "./script-layout.ts";

/** The module of a script; what is in `left` is left out. */
export function writeScript(script: Script, left: ReadonlySet<Statement> = new Set()): Uint8Array {
  const writer = new ScriptWriter(script, left);
  const reborn = writer.write(script.reborn);
  const main = writer.write(script.main) + writer.end(script.end);
  return wat(`(module ${IMPORTS}
    (memory (export "memory") ${FIRST_PAGES} ${MOST_PAGES})
    (global $id (mut i32) (i32.const 0))
    (data $passive "${PASSIVE}")
    ${SEGMENTS.map(([address, text]) => `(data (i32.const ${address}) "${text}")`).join("\n")}
    (func (export "_start") ${LOCALS}
      ${STORE_FIRST}
      (drop (call $args_sizes_get (i32.const ${SIZES}) (i32.const ${SIZES + 4})))
      (if (i32.eq (i32.load (i32.const ${SIZES})) (i32.const 1)) (then
        (global.set $id (i32.sub (i32.load (i32.const ${SIZES + 4})) (i32.const 1)))
        (call $report) ${reborn} (call $report) (call $exit (i32.const 0))))
      ${main})
    ${writer.functions.join("\n")}
    ${REPORT})`);
}

const call = (module: string, name: string, as: string, type: string) =>
  `(import "${module}" "${name}" (func ${as} ${type}))`;
const WASI = "wasi_snapshot_preview1";
const IMPORTS = [
  call("prong_v1", "fork", "$fork", "(result i32)"),
  call("prong_v1", "vfork", "$vfork", "(result i32)"),
  call("prong_v1", "wait4", "$wait4", "(param i32 i32 i32 i32) (result i32)"),
  call("prong_v1", "pipe2", "$pipe2", "(param i32 i32) (result i32)"),
  call("prong_v1", "getcwd", "$getcwd", "(param i32 i32) (result i32)"),
  call("prong_v1", "execve", "$execve", "(param i32 i32 i32 i32) (result i32)"),
  call(WASI, "proc_exit", "$exit", "(param i32)"),
  call(WASI, "sched_yield", "$yield", "(result i32)"),
  call(WASI, "fd_write", "$write", "(param i32 i32 i32 i32) (result i32)"),
  call(WASI, "fd_read", "$read", "(param i32 i32 i32 i32) (result i32)"),
  call(WASI, "fd_close", "$close", "(param i32) (result i32)"),
  call(WASI, "args_get", "$args_get", "(param i32 i32) (result i32)"),
  call(WASI, "args_sizes_get", "$args_sizes_get", "(param i32 i32) (result i32)"),
  call(WASI, "clock_res_get", "$clock_res_get", "(param i32 i32) (result i32)"),
].join("\n");

/** Counters of loops by depth, the last child, and the ends of a pipe by depth of pipes. */
const LOCALS = `(local $p i32) (local $q i32) ${locals()}`;
function locals(): string {
  const names = Array.from({ length: 8 }, (_, depth) => [`$n${depth}`, `$pid${depth}`, `$r${depth}`, `$w${depth}`]);
  return names
    .flat()
    .map((name) => `(local ${name} i32)`)
    .join(" ");
}
const STORE_FIRST = `(local.set $p (i32.const ${FIRST_P})) (local.set $q (i32.const ${FIRST_Q}))`;

/** Few turns of the loop, for each may be the end of a turn of the process. */
const AT_ONCE = 1024;
const lane = (n: number) => `(i32x4.extract_lane ${n} (local.get $sums))`;
const times = (value: string) => `(i32.mul (i32.const ${SUM_FACTOR}) ${value})`;

const REPORT = `(func $report (local $at i32) (local $end i32) (local $sums v128) (local $sum i32)
  (local.set $sums (v128.const i32x4 1 1 1 1))
  (local.set $end (i32.shl (memory.size) (i32.const 16)))
  (loop $next
    ${Array.from(
      { length: AT_ONCE / 16 },
      (_, n) => `(local.set $sums (i32x4.mul (v128.const i32x4${` ${SUM_FACTOR}`.repeat(4)}) (v128.xor
        (v128.or (i32x4.shl (local.get $sums) (i32.const ${SUM_TURN})) (i32x4.shr_u (local.get $sums) (i32.const ${32 - SUM_TURN})))
        (v128.load offset=${16 * n} (local.get $at)))))`,
    ).join("")}
    (br_if $next (i32.lt_u (local.tee $at (i32.add (local.get $at) (i32.const ${AT_ONCE}))) (local.get $end))))
  (local.set $sum (i32.xor ${lane(3)} ${times(`(i32.xor ${lane(2)} ${times(`(i32.xor ${lane(1)} ${times(lane(0))})`)})`)}))
  (i32.store (i32.const ${RECORD}) (global.get $id))
  (i32.store (i32.const ${RECORD + 4}) (memory.size))
  (i32.store (i32.const ${RECORD + 8}) (local.get $sum))
  ${iovec(0, `(i32.const ${RECORD})`, RECORD_SIZE)}
  (drop (call $write (i32.const 1) (i32.const ${IOVECS}) (i32.const 1) (i32.const ${DONE}))))`;

function iovec(index: number, address: string, length: number): string {
  const at = IOVECS + 8 * index;
  return `(i32.store (i32.const ${at}) ${address}) (i32.store (i32.const ${at + 4}) (i32.const ${length}))`;
}

class ScriptWriter {
  readonly functions: string[] = [];
  readonly #left: ReadonlySet<Statement>;
  readonly #numbers: ReadonlyMap<Statement, number>;
  /** How many statements are around. */
  #depth = -1;

  constructor(script: Script, left: ReadonlySet<Statement>) {
    this.#left = left;
    this.#numbers = numberChildren(script);
  }

  write(body: Body): string {
    this.#depth++;
    const lines = body.filter((statement) => !this.#left.has(statement)).map((statement) => this.#statement(statement));
    this.#depth--;
    return lines.join("\n");
  }

  end(end: Ending): string {
    if (end === "wild store") return `(i32.store offset=0x80000000 (i32.const 0x7ffffff0) (i32.const 1)) (unreachable)`;
    if (end === "unreachable") return "(unreachable)";
    if (end === "exec") return `${EXEC} (unreachable)`;
    if ("exit" in end) return `(call $report) (call $exit (i32.const ${end.exit}))`;
    return `(memory.fill (i32.shl (memory.size) (i32.const 16)) (i32.const ${end.behind}) (i32.shl (memory.size) (i32.const 4)))
      (drop (call $yield)) (call $exit (i32.const 0))`;
  }

  #statement(statement: Statement): string {
    const depth = this.#depth;
    switch (statement.do) {
      case "stores":
        return statement.stores.map((store, n) => storeText(store, statement.to, n === 0)).join(" ");
      case "atomic":
        return atomicText(statement);
      case "set":
        return `(local.set $${statement.local} ${address(statement.to)})`;
      case "fill":
        return `(memory.fill ${address(statement.to)} (i32.const ${statement.value}) (i32.const ${statement.length}))`;
      case "copy":
        return `(memory.copy ${address(statement.to)} ${address(statement.from)} (i32.const ${statement.length}))`;
      case "init":
        return `(memory.init $passive ${address(statement.to)} (i32.const ${statement.from}) (i32.const ${statement.length}))`;
      case "grow":
        return `(drop (memory.grow (i32.const ${statement.pages})))`;
      case "loop":
        return `(local.set $n${depth} (i32.const ${statement.times})) (loop $l${depth} ${this.write(statement.body)}
          (local.set $${statement.local} (i32.add (local.get $${statement.local}) (i32.const ${statement.stride})))
          (br_if $l${depth} (local.tee $n${depth} (i32.sub (local.get $n${depth}) (i32.const 1)))))`;
      case "if":
        return `(if (i32.and (local.get $p) (i32.const ${1 << statement.bit}))
          (then ${this.write(statement.body)}) (else ${this.write(statement.otherwise)}))`;
      case "call":
        return this.#function(statement.body);
      case "yield":
        return "(drop (call $yield))";
      case "report":
        return "(call $report)";
      case "kernel": {
        const [to, also] = [address(statement.to), address(statement.also)];
        if (statement.call === "getcwd") return `(drop (call $getcwd ${to} (i32.const 2)))`;
        if (statement.call === "clock_res_get") return `(drop (call $clock_res_get (i32.const 1) ${to}))`;
        return `(drop (call $${statement.call} ${to} ${also}))`;
      }
      case "fork":
        return this.#fork(statement);
      case "pipe":
        return this.#pipe(statement);
    }
  }

  #function(body: Body): string {
    const index = this.functions.push("") - 1;
    const text = this.write(body);
    this.functions[index] = `(func $f${index} (param $p i32) (param $q i32) ${locals()} ${text})`;
    return `(call $f${index} (local.get $p) (local.get $q))`;
  }

  #fork(statement: Fork): string {
    const pid = `$pid${this.#depth}`;
    return `(if (i32.eqz (local.tee ${pid} (call ${statement.borrows ? "$vfork" : "$fork"}))) (then
        ${this.#begin(statement)} ${this.write(statement.child)} ${this.end(statement.end)}))
      ${this.write(statement.meanwhile)}
      ${statement.status === undefined ? "" : `(drop (call $wait4 (local.get ${pid}) ${address(statement.status)} (i32.const 0) (i32.const 0)))`}`;
  }

  #pipe(statement: Pipe): string {
    const [reader, writer] = [`$r${this.#depth}`, `$w${this.#depth}`];
    const [first, second] = statement.lengths;
    const fds = address(statement.fds);
    const move = (how: string, fd: string, pieces: number) =>
      `(drop (call ${how} (local.get ${fd}) (i32.const ${IOVECS}) (i32.const ${pieces}) (i32.const ${DONE})))`;
    return `(drop (call $pipe2 ${fds} (i32.const 0)))
      (local.set ${reader} (i32.load ${fds})) (local.set ${writer} (i32.load offset=4 ${fds}))
      (if (i32.eqz (call $fork)) (then ${this.#begin(statement)} ${this.write(statement.child)}
        ${iovec(0, address(statement.from), first + second)} ${move("$write", writer, 1)} ${this.end({ exit: 0 })}))
      ${this.write(statement.meanwhile)}
      (drop (call $close (local.get ${writer})))
      ${iovec(0, address(statement.to[0]), first)} ${iovec(1, address(statement.to[1]), second)} ${move("$read", reader, 2)}
      (drop (call $close (local.get ${reader})))`;
  }

  #begin(statement: Statement): string {
    return `(global.set $id (i32.const ${this.#numbers.get(statement)}))`;
  }
}

/** argv[0] is as long as the number of the process. */
const EXEC = `(memory.fill (i32.const ${NAME}) (i32.const 120) (global.get $id))
  (i32.store8 (i32.add (global.get $id) (i32.const ${NAME})) (i32.const 0))
  (i32.store (i32.const ${ARGV}) (i32.const ${NAME})) (i32.store (i32.const ${ARGV + 4}) (i32.const 0))
  ${[...FILE].map((letter, n) => `(i32.store8 (i32.const ${PATH + n}) (i32.const ${letter.charCodeAt(0)}))`).join(" ")}
  (drop (call $execve (i32.const ${PATH}) (i32.const ${FILE.length}) (i32.const ${ARGV}) (i32.const 0)))`;

function address(at: Address): string {
  if (at === "p+") return `(local.tee $p (i32.add (local.get $p) (i32.const ${STEP})))`;
  if (typeof at === "string") return `(local.get $${at})`;
  return at >= 0 ? `(i32.const ${at})` : `(i32.sub (i32.shl (memory.size) (i32.const 16)) (i32.const ${-at}))`;
}

function storeText({ store, offset, value }: Store, to: Address, isFirst: boolean): string {
  const { name, type, lanes } = instruction(store);
  const lane = lanes === undefined ? "" : ` ${value % lanes}`;
  return `(${name} offset=${offset}${lane} ${address(isFirst || to !== "p+" ? to : "p")} ${constant(type, value)})`;
}

function instruction(store: number): (typeof EVERY_STORE)[number] {
  return EVERY_STORE[store] as (typeof EVERY_STORE)[number];
}

function atomicText({ atomic, to, times, value }: Extract<Statement, { do: "atomic" }>): string {
  const { name, width, does } = ATOMICS[atomic] as (typeof ATOMICS)[number];
  const type = name.slice(0, 3) as "i32" | "i64";
  const expected = does === "cmpxchg" ? `(${type}.const 0)` : "";
  const text = `(${name} offset=${width * times} (i32.and ${address(to)} (i32.const -8)) ${expected} ${constant(type, value)})`;
  return name.includes("rmw") ? `(drop ${text})` : text;
}

function constant(type: (typeof EVERY_STORE)[number]["type"], value: number): string {
  const words = wordsOf(value);
  const wide = (BigInt(words[1]) << 32n) | BigInt(words[0] >>> 0);
  if (type === "i32") return `(i32.const ${words[0]})`;
  if (type === "i64") return `(i64.const ${wide})`;
  if (type === "f32") return `(f32.reinterpret_i32 (i32.const ${words[0]}))`;
  if (type === "f64") return `(f64.reinterpret_i64 (i64.const ${wide}))`;
  return `(v128.const i32x4 ${words.join(" ")})`;
}
