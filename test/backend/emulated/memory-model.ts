/**
 * What a script (memory-script.ts) leaves behind on a machine where every process has a memory of its own, copied whole at each
 * fork: what every process reports, and how the first one ends. Children run to their end as soon as they are made.
 */
import { Signal } from "../../../runtime/abi/signal.ts";
import { type End, encodeEnd } from "../../../runtime/abi/wait-status.ts";
import {
  type Address,
  type Body,
  type Ending,
  type Fork,
  numberChildren,
  type Pipe,
  type Script,
  STEP,
  type Statement,
} from "./memory-script.ts";
import { ModelMemory, OUTSIDE, toBytes } from "./model-memory.ts";
import { storeSizes, write } from "./model-writes.ts";
import {
  ARGUMENTS,
  ARGV,
  DONE,
  FILE,
  FIRST_P,
  FIRST_Q,
  IOVECS,
  NAME,
  PATH,
  RECORD,
  RECORD_SIZE,
  SIZES,
} from "./script-layout.ts";

export interface Expected {
  /** By the number of the process, in the order in which it reports. */
  readonly reports: Reports;
  readonly end: End;
  /** What would reach behind the memory, and so has to be left out of the script. */
  readonly left: ReadonlySet<Statement>;
}

export type Reports = ReadonlyMap<number, readonly string[]>;

export function formatReport(pages: number, sum: number): string {
  return `${pages} pages, sum ${(sum >>> 0).toString(16).padStart(8, "0")}`;
}

export function expect(script: Script): Expected {
  const left = new Set<Statement>();
  let before: number;
  do {
    before = left.size;
    new Model(script, left, false).run();
  } while (left.size > before);
  const model = new Model(script, left, true);
  const end = model.run();
  return { reports: model.reports, end, left };
}

interface Frame {
  p: number;
  q: number;
}

interface Process {
  readonly id: number;
  memory: ModelMemory;
  args: readonly string[];
  readonly descriptors: Set<number>;
}

class Model {
  readonly reports = new Map<number, string[]>();
  readonly #script: Script;
  readonly #sums: boolean;
  readonly #left: Set<Statement>;
  readonly #numbers: ReadonlyMap<Statement, number>;

  /** `sums`: are checksums wanted? They take most of the time. */
  constructor(script: Script, left: Set<Statement>, sums: boolean) {
    this.#sums = sums;
    this.#script = script;
    this.#left = left;
    this.#numbers = numberChildren(script);
  }

  run(): End {
    const first = {
      id: 0,
      memory: ModelMemory.fresh(),
      args: [FILE, ...ARGUMENTS],
      descriptors: new Set([0, 1, 2, 3]),
    };
    const frame = { p: FIRST_P, q: FIRST_Q };
    this.#start(first);
    this.#body(first, frame, this.#script.main);
    return this.#end(first, this.#script.end);
  }

  #start({ memory, args }: Process): void {
    storeSizes(memory, args, SIZES, SIZES + 4);
  }

  #body(process: Process, frame: Frame, body: Body): void {
    for (const statement of body) {
      if (this.#left.has(statement)) continue;
      try {
        this.#statement(process, frame, statement);
      } catch (error) {
        if (error !== OUTSIDE) throw error;
        this.#left.add(statement);
      }
    }
  }

  #statement(process: Process, frame: Frame, statement: Statement): void {
    switch (statement.do) {
      case "set":
        frame[statement.local] = resolve(process.memory, frame, statement.to);
        break;
      case "loop":
        for (let n = 0; n < statement.times; n++) {
          this.#body(process, frame, statement.body);
          frame[statement.local] += statement.stride;
        }
        break;
      case "if":
        this.#body(process, frame, frame.p & (1 << statement.bit) ? statement.body : statement.otherwise);
        break;
      case "call":
        this.#body(process, { ...frame }, statement.body);
        break;
      case "yield":
        break;
      case "report":
        this.#report(process);
        break;
      case "fork":
        this.#fork(process, frame, statement);
        break;
      case "pipe":
        this.#pipe(process, frame, statement);
        break;
      default:
        write(statement, process, (address) => resolve(process.memory, frame, address));
    }
  }

  #fork(parent: Process, frame: Frame, statement: Fork): void {
    const child = this.#child(parent, statement, statement.borrows);
    this.#body(child, { ...frame }, statement.child);
    const end = this.#end(child, statement.end);
    this.#body(parent, frame, statement.meanwhile);
    if (statement.status === undefined) return;
    const status = resolve(parent.memory, frame, statement.status);
    if (status !== 0) parent.memory.setU32(status, encodeEnd(end)); // 0: the parent does not want to know
  }

  #pipe(parent: Process, frame: Frame, statement: Pipe): void {
    const { memory, descriptors } = parent;
    const [reader, writer] = [open(descriptors), open(descriptors)];
    const fds = resolve(memory, frame, statement.fds);
    memory.setU32(fds, reader);
    memory.setU32(fds + 4, writer);

    const [first, second] = statement.lengths;
    const child = this.#child(parent, statement, false);
    this.#body(child, { ...frame }, statement.child);
    storeIovec(child.memory, 0, resolve(child.memory, frame, statement.from), first + second);
    const letter = child.memory.read(resolve(child.memory, frame, statement.from), first + second);
    child.memory.setU32(DONE, letter.length);
    this.#end(child, { exit: 0 });

    this.#body(parent, frame, statement.meanwhile);
    descriptors.delete(writer);
    const [to, also] = statement.to.map((address) => resolve(memory, frame, address)) as [number, number];
    memory.check(also, second);
    storeIovec(memory, 0, to, first);
    storeIovec(memory, 1, also, second);
    memory.write(to, letter.subarray(0, first));
    memory.write(also, letter.subarray(first));
    memory.setU32(DONE, letter.length);
    descriptors.delete(reader);
  }

  #child(parent: Process, statement: Statement, borrows: boolean): Process {
    return {
      id: this.#numbers.get(statement) as number,
      memory: borrows ? parent.memory : parent.memory.copy(),
      args: parent.args,
      descriptors: new Set(parent.descriptors),
    };
  }

  #end(process: Process, end: Ending): End {
    if (end === "wild store") return { signal: Signal.SIGSEGV };
    if (end === "unreachable") return { signal: Signal.SIGILL };
    if (end === "exec") return this.#exec(process);
    if ("behind" in end) return { code: 0 };
    this.#report(process);
    return { code: end.exit };
  }

  #exec(process: Process): End {
    const { memory, id } = process;
    memory.fill(NAME, 120, id);
    memory.fill(NAME + id, 0, 1);
    memory.setU32(ARGV, NAME);
    memory.setU32(ARGV + 4, 0);
    memory.write(PATH, toBytes(FILE));

    process.memory = ModelMemory.fresh();
    process.args = ["x".repeat(id)];
    this.#start(process);
    this.#report(process);
    this.#body(process, { p: FIRST_P, q: FIRST_Q }, this.#script.reborn);
    this.#report(process);
    return { code: 0 };
  }

  #report({ id, memory }: Process): void {
    const sum = this.#sums ? memory.sum() : 0;
    this.reports.set(id, [...(this.reports.get(id) ?? []), formatReport(memory.pages, sum)]);
    memory.setU32(RECORD, id);
    memory.setU32(RECORD + 4, memory.pages);
    memory.setU32(RECORD + 8, sum);
    storeIovec(memory, 0, RECORD, RECORD_SIZE);
    memory.setU32(DONE, RECORD_SIZE);
  }
}

function resolve(memory: ModelMemory, frame: Frame, address: Address): number {
  if (address === "p+") frame.p += STEP;
  if (typeof address === "string") return address === "q" ? frame.q : frame.p;
  return address < 0 ? memory.size + address : address;
}

function storeIovec(memory: ModelMemory, index: number, address: number, length: number): void {
  memory.setU32(IOVECS + 8 * index, address);
  memory.setU32(IOVECS + 8 * index + 4, length);
}

/** The lowest free descriptor. */
function open(descriptors: Set<number>): number {
  let free = 0;
  while (descriptors.has(free)) free++;
  descriptors.add(free);
  return free;
}
