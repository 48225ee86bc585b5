/**
 * What a program of `isolation.test.ts` does, as a value that three read: `write-script.ts` makes it a Wasm module, `memory-model.ts`
 * says what it leaves behind, and `formatScript` shows it to people.
 *
 * Where it goes is the same in every run: no address and no condition depends on what is in memory, or on who runs when.
 */
import { EVERY_STORE } from "../../instrument/every-store.ts";

/** Wasm pages at first, and at most. */
export const FIRST_PAGES = 2;
export const MOST_PAGES = 5;

/** How far `p+` moves on: farther than what a store marks. */
export const STEP = 1100;

/** A constant; one below 0 counts from the end of the memory. Or a local; "p+" adds STEP to it first. */
export type Address = number | "p" | "q" | "p+";

/** One store from the base that several share; `store` is the number of its instruction in EVERY_STORE. */
export interface Store {
  readonly store: number;
  readonly offset: number;
  readonly value: number;
}

export type Ending =
  | { readonly exit: number }
  /** A store far behind everything, or an instruction that always traps. */
  | "wild store"
  | "unreachable"
  /** The same program again: it reports, does what `reborn` says, reports and exits. */
  | "exec"
  /** Fills what lies just behind the memory, yields, and exits: that may be deadly, and the parent must not ask. */
  | { readonly behind: number };

export type KernelCall = "getcwd" | "args_get" | "args_sizes_get" | "clock_res_get";

export type Statement =
  | { readonly do: "stores"; readonly to: Address; readonly stores: readonly Store[] }
  /** `atomic` is the number of its instruction in ATOMICS; the address is rounded down to a multiple of 8. */
  | {
      readonly do: "atomic";
      readonly atomic: number;
      readonly to: Address;
      readonly times: number;
      readonly value: number;
    }
  | { readonly do: "set"; readonly local: "p" | "q"; readonly to: number }
  | { readonly do: "fill"; readonly to: Address; readonly value: number; readonly length: number }
  | { readonly do: "copy"; readonly to: Address; readonly from: Address; readonly length: number }
  | { readonly do: "init"; readonly to: Address; readonly from: number; readonly length: number }
  | { readonly do: "grow"; readonly pages: number }
  | {
      readonly do: "loop";
      readonly times: number;
      readonly local: "p" | "q";
      readonly stride: number;
      readonly body: Body;
    }
  /** If this bit of p is set. */
  | { readonly do: "if"; readonly bit: number; readonly body: Body; readonly otherwise: Body }
  /** In a function of its own, with p and q of its own. */
  | { readonly do: "call"; readonly body: Body }
  | { readonly do: "yield" }
  | { readonly do: "report" }
  /** The kernel stores at `to`, and at `also` where it stores twice. */
  | { readonly do: "kernel"; readonly call: KernelCall; readonly to: number; readonly also: number }
  | Fork
  | Pipe;

/** With `borrows` it is a vfork. The parent does `meanwhile`, then waits, if `status` says where to store that. */
export interface Fork {
  readonly do: "fork";
  readonly borrows: boolean;
  readonly child: Body;
  readonly end: Ending;
  readonly meanwhile: Body;
  readonly status: number | undefined;
}

/** A pipe, and a child that writes into it from its memory; the parent does `meanwhile`, then reads into two pieces of its own. */
export interface Pipe {
  readonly do: "pipe";
  readonly fds: number;
  readonly child: Body;
  readonly from: number;
  readonly meanwhile: Body;
  readonly to: readonly [number, number];
  readonly lengths: readonly [number, number];
}

export type Body = readonly Statement[];

export interface Script {
  readonly main: Body;
  readonly end: Ending;
  readonly reborn: Body;
}

/** Names the process that each fork and each pipe makes: 1, 2 ... as they are written. The first process is 0. */
export function numberChildren(script: Script): ReadonlyMap<Statement, number> {
  const numbers = new Map<Statement, number>();
  const visit = (body: Body): void => {
    for (const statement of body) {
      if (statement.do === "fork" || statement.do === "pipe") {
        numbers.set(statement, numbers.size + 1);
        visit(statement.child);
        visit(statement.meanwhile);
      } else if ("body" in statement) {
        visit(statement.body);
        if (statement.do === "if") visit(statement.otherwise);
      }
    }
  };
  visit(script.main);
  return numbers;
}

/** A script to be read; what is in `left` is left out. */
export function formatScript(script: Script, left: ReadonlySet<Statement> = new Set()): string {
  const numbers = numberChildren(script);
  const lines: string[] = [];
  const write = (body: Body, indent: string): void => {
    for (const statement of body) {
      if (left.has(statement)) continue;
      lines.push(indent + describe(statement, numbers.get(statement)));
      if ("body" in statement) write(statement.body, `${indent}  `);
      if (statement.do === "if" && statement.otherwise.length > 0) {
        lines.push(`${indent}else`);
        write(statement.otherwise, `${indent}  `);
      }
      if (!("child" in statement)) continue;
      write(statement.child, `${indent}    `);
      const end =
        statement.do === "fork" ? statement.end : `write ${sum(statement.lengths)} bytes from ${place(statement.from)}`;
      lines.push(`${indent}    ${typeof end === "string" ? end : describeEnd(end)}`);
      lines.push(`${indent}  parent:`);
      write(statement.meanwhile, `${indent}    `);
      if (statement.do === "pipe") {
        lines.push(
          `${indent}    read ${statement.lengths.join(" + ")} bytes to ${statement.to.map(place).join(" and ")}`,
        );
      } else if (statement.status !== undefined) lines.push(`${indent}    wait, status to ${place(statement.status)}`);
    }
  };
  write(script.main, "");
  lines.push(typeof script.end === "string" ? script.end : describeEnd(script.end));
  if (script.reborn.length > 0) {
    lines.push("after an exec:");
    write(script.reborn, "  ");
  }
  return lines.join("\n");
}

function describe(statement: Statement, child: number | undefined): string {
  switch (statement.do) {
    case "stores":
      return `from ${place(statement.to)}: ${statement.stores.map(({ store, offset, value }) => `${EVERY_STORE[store]?.name} +${offset} (value ${value})`).join(", ")}`;
    case "atomic":
      return `atomic ${statement.atomic} at ${place(statement.to)} & -8, + ${statement.times} widths (value ${statement.value})`;
    case "set":
      return `${statement.local} = ${place(statement.to)}`;
    case "fill":
      return `fill ${statement.length} bytes at ${place(statement.to)} with ${statement.value}`;
    case "copy":
      return `copy ${statement.length} bytes to ${place(statement.to)} from ${place(statement.from)}`;
    case "init":
      return `init ${statement.length} bytes at ${place(statement.to)}`;
    case "grow":
      return `grow by ${statement.pages}`;
    case "loop":
      return `${statement.times} times, and each time ${statement.local} += ${statement.stride}:`;
    case "if":
      return `if p has bit ${statement.bit}:`;
    case "call":
      return "in a function:";
    case "kernel":
      return `${statement.call} to ${place(statement.to)} and ${place(statement.also)}`;
    case "fork":
      return `${statement.borrows ? "vfork" : "fork"}: child ${child}:`;
    case "pipe":
      return `pipe, descriptors to ${place(statement.fds)}; fork: child ${child}:`;
    default:
      return statement.do;
  }
}

function describeEnd(end: Exclude<Ending, string>): string {
  return "exit" in end ? `exit ${end.exit}` : `fill what is behind the end with ${end.behind}, yield, exit`;
}

function place(at: Address): string {
  return typeof at === "number" && at < 0 ? `end - ${-at}` : String(at);
}

const sum = ([one, other]: readonly [number, number]) => one + other;
