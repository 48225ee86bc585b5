/**
 * A function as WebAssembly text: flat, one instruction a line, indented by block, with comments between.
 *
 *     printFunction(body, { names: readFunctionNames(module), comments: new Map([[3, "the child gets 0"]]) })
 *
 *     (func $main (;5;) (result i32)
 *       (local $0 i32)
 *       block (;@1;)
 *         call $fork                      ;; the child gets 0
 *         br_if 0 (;@1;)
 *       end
 *     )
 *
 * Comments are for people: what a name or comment holds cannot end a line. Assemblers take the text, if the names in it are
 * theirs too.
 */
import { identifier, instructionText, labelledBlock, labelsOf, type TextNames, typeText } from "./instruction-text.ts";
import { Op } from "./opcodes.ts";
import type { TypedBody } from "./typed-body.ts";

export interface TextOptions {
  /** Of functions, by index. */
  readonly names?: ReadonlyMap<number, string>;
  readonly globals?: ReadonlyMap<number, string>;
  /** Of the locals of this function; others are called by their number, `$0`. */
  readonly locals?: ReadonlyMap<number, string>;
  /** By instruction. A short one stands after it; several, or a long one, on lines of their own before it. */
  readonly comments?: ReadonlyMap<number, string | readonly string[]>;
}

const INDENT = 2;
/** Deeper blocks are indented like this one: a switch with a hundred cases lies in a hundred blocks. */
const DEEPEST = 24;
/** A comment that is longer stands on a line of its own. */
const SHORT = 60;
/** Where comments after instructions begin, unless the instruction is longer. */
const COMMENT_COLUMN = 40;
const LINE = 120;

/** The text of a function; ends with a newline. */
export function printFunction(body: TypedBody, options: TextOptions = {}): string {
  const names: TextNames = { functions: options.names, globals: options.globals, locals: options.locals };
  const targets = branchTargets(body);
  const lines = header(body, options);
  const closing = body.length - 1;
  for (let i = 0; i < body.length; i++) {
    const depth = Math.min(body.depth(i) + (OUTDENTED.has(body.opcode(i)) ? 0 : 1), DEEPEST);
    const indent = " ".repeat(INDENT * depth);
    const label = targets.has(i) ? ` (;@${body.depth(i) + 1};)` : "";
    const text = i === closing ? ")" : `${instructionText(body, i, names)}${label}`;
    const { before, after } = placed(options.comments?.get(i));
    for (const comment of before) lines.push(`${indent}${comment}`);
    const line = `${indent}${text}`;
    lines.push(after === "" ? line : `${line.padEnd(COMMENT_COLUMN - 1)} ${after}`);
  }
  return `${lines.join("\n")}\n`;
}

const OUTDENTED = new Set<number>([Op.else, Op.catch, Op.catchAll, Op.delegate, Op.end]);

/** The blocks that some branch means by its label. */
function branchTargets(body: TypedBody): Set<number> {
  const targets = new Set<number>();
  for (let i = 0; i < body.length; i++) {
    for (const label of labelsOf(body, i)) targets.add(labelledBlock(body, i, label));
  }
  return targets;
}

function header(body: TypedBody, { names, locals }: TextOptions): string[] {
  const name = names?.get(body.functionIndex);
  const called = (local: number) => identifier(locals?.get(local) ?? String(local));
  const parts = [
    `(func${name === undefined ? "" : ` ${identifier(name)}`} (;${body.functionIndex};)`,
    ...body.parameters.map((type, local) => `(param ${called(local)} ${type})`),
    typeText({ parameters: [], results: body.results }),
  ].filter((part) => part !== "");
  const declared = body.locals.map((type, n) => `(local ${called(body.parameters.length + n)} ${type})`);
  return [...wrapped(parts, "", "    "), ...wrapped(declared, "  ", "  ")];
}

function wrapped(parts: readonly string[], first: string, rest: string): string[] {
  const lines: string[] = [];
  for (const part of parts) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + part.length <= LINE) lines[lines.length - 1] = `${last} ${part}`;
    else lines.push(`${lines.length === 0 ? first : rest}${part}`);
  }
  return lines;
}

function placed(comment: string | readonly string[] | undefined): { before: readonly string[]; after: string } {
  if (comment === undefined) return { before: [], after: "" };
  const lines = (typeof comment === "string" ? [comment] : comment).map((line) => `;; ${line.replace(/\p{C}/gu, " ")}`);
  const [only] = lines;
  if (typeof comment === "string" && only !== undefined && only.length <= SHORT) return { before: [], after: only };
  return { before: lines, after: "" };
}
