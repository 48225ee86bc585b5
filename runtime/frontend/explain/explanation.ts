/**
 * A guest beside what it becomes: its functions, how large they are and where they can be captured, and their text before and
 * after.
 *
 *     const explanation = explainGuest(guest);             // which must be valid, see `instrument`
 *     for (const { name, sites } of explanation.functions) ...
 *     explanation.text(12).after
 */
import { inspectGuest } from "../../guest/inspect.ts";
import type { GuestModule } from "../../guest/module.ts";
import { type DebugLines, openDebugLines } from "../../guest/wasm/debug-lines.ts";
import { SectionId, type WasmModule } from "../../guest/wasm/declarations.ts";
import { instructionText } from "../../guest/wasm/instruction-text.ts";
import { findFunctionNames, readFunctionNames, readGlobalNames, readLocalNames } from "../../guest/wasm/names.ts";
import { Op } from "../../guest/wasm/opcodes.ts";
import { readTypedBody } from "../../guest/wasm/read-body.ts";
import { readModule } from "../../guest/wasm/reader.ts";
import { printFunction } from "../../guest/wasm/text.ts";
import type { TypedBody } from "../../guest/wasm/typed-body.ts";
import { EXPORT_STATE } from "../../instrument/exports.ts";
import { type InstrumentOptions, instrument } from "../../instrument/pipeline.ts";
import { annotate } from "./annotate.ts";

export interface ExplainedFunction {
  readonly index: number;
  readonly name: string | undefined;
  /** Can it be on a captured stack? */
  readonly isInstrumented: boolean;
  /** At how many of its calls the stack can be captured. */
  readonly sites: number;
  /** Sizes in bytes. */
  readonly before: number;
  readonly after: number;
  /** Of its copies together: one that resumes it, and for some loops one that the resumed run goes on in. */
  readonly copies: number;
}

export interface FunctionText {
  readonly before: string;
  /** Undefined where the function stays as it was. */
  readonly after: string | undefined;
  readonly copies: readonly { readonly kind: string; readonly text: string }[];
}

export interface Explanation {
  readonly functions: readonly ExplainedFunction[];
  /** Names of all functions, imports too. */
  readonly names: ReadonlyMap<number, string>;
  /** How many functions are imported: their indices come first. */
  readonly imports: number;
  text(index: number): FunctionText;
}

/** Throws a GuestRefusal when the guest cannot be instrumented. */
export function explainGuest(guest: GuestModule, options: InstrumentOptions = {}): Explanation {
  const before = guest.wasm;
  const made = instrument(withNames(guest), options);
  const after = readModule(made.bytes);
  const names = readFunctionNames(before);
  const both: Both = {
    before,
    after,
    namesBefore: { functions: names, globals: readGlobalNames(before) },
    namesAfter: addedNames(before, after),
    lines: openDebugLines(before),
    copies: findCopies(before, after),
    instrumented: new Set(made.frames.map(([index]) => index)),
  };
  const imports = before.importedFunctions.length;
  const functions = before.bodies.map((_, n): ExplainedFunction => {
    const index = imports + n;
    const isInstrumented = both.instrumented.has(index);
    return {
      index,
      name: names.get(index),
      isInstrumented,
      sites: isInstrumented ? countSites(readTypedBody(after, index)) : 0,
      before: sizeOf(before, index),
      after: sizeOf(after, index),
      copies: (both.copies.get(index) ?? []).reduce((size, copy) => size + sizeOf(after, copy.index), 0),
    };
  });
  return {
    functions,
    names,
    imports,
    text: (index) => writeText(index, both),
  };
}

type Names = Readonly<Record<"functions" | "globals", ReadonlyMap<number, string>>>;

interface Both {
  readonly before: WasmModule;
  readonly after: WasmModule;
  readonly namesBefore: Names;
  readonly namesAfter: Names;
  readonly lines: DebugLines | undefined;
  readonly copies: ReadonlyMap<number, readonly Copy[]>;
  readonly instrumented: ReadonlySet<number>;
}

/** A custom section "name" with an empty list of functions. */
const NO_NAMES = [0, 8, 4, 0x6e, 0x61, 0x6d, 0x65, 1, 1, 0];

/** With a section for names, what is added gets names too, by which its code is recognised. */
function withNames(guest: GuestModule): GuestModule {
  if (findFunctionNames(guest.wasm) !== undefined) return guest;
  const bytes = new Uint8Array(guest.bytes.length + NO_NAMES.length);
  bytes.set(guest.bytes);
  bytes.set(NO_NAMES, guest.bytes.length);
  return inspectGuest(bytes, guest.name);
}

interface Copy {
  readonly kind: string;
  readonly index: number;
}

/** By their names: `resume:12` is a copy of function 12. */
function findCopies(before: WasmModule, after: WasmModule): Map<number, Copy[]> {
  const copies = new Map<number, Copy[]>();
  for (const [index, name] of readFunctionNames(after)) {
    const [, kind, original] = /^(\w+):(\d+)$/.exec(name) ?? [];
    if (kind === undefined || index < before.functions.length) continue; // the guest's own may have any name
    copies.set(Number(original), [...(copies.get(Number(original)) ?? []), { kind, index }]);
  }
  return copies;
}

/** The one that resumes comes first: it leads to the others. */
const byKind = (a: Copy, b: Copy) => Number(b.kind === "resume") - Number(a.kind === "resume");

function sizeOf({ bodies, importedFunctions }: WasmModule, index: number): number {
  const body = bodies[index - importedFunctions.length];
  return body === undefined ? 0 : body.end - body.start;
}

/** At each site the function looks whether its stack was captured. */
function countSites(body: TypedBody): number {
  const state = body.module.exports.find(({ name }) => name === EXPORT_STATE)?.index;
  let sites = 0;
  for (let i = 0; i + 1 < body.length; i++) {
    if (body.opcode(i) === Op.globalGet && body.index(i) === state && body.opcode(i + 1) === Op.if) sites++;
  }
  return sites;
}

function writeText(index: number, both: Both): FunctionText {
  const { before, namesBefore } = both;
  const original = readTypedBody(before, index);
  return {
    before: printFunction(original, {
      names: namesBefore.functions,
      globals: namesBefore.globals,
      locals: readLocalNames(before, index),
      comments: sourceLines(original, both),
    }),
    after: isSame(both, index) ? undefined : annotated(index, original, both),
    copies: [...(both.copies.get(index) ?? [])].sort(byKind).map((copy) => ({
      kind: copy.kind,
      text: annotated(copy.index, original, both),
    })),
  };
}

function isSame({ before, after }: Both, index: number): boolean {
  const bytes = ({ bytes, bodies, importedFunctions }: WasmModule) => {
    const body = bodies[index - importedFunctions.length];
    return bytes.subarray(body?.start, body?.end);
  };
  const [old, now] = [bytes(before), bytes(after)];
  return old.length === now.length && old.every((byte, at) => byte === now[at]);
}

/** The file and line, where another line begins. */
function sourceLines(body: TypedBody, { before, lines }: Both): Map<number, string> {
  const comments = new Map<number, string>();
  const code = before.sections.find(({ id }) => id === SectionId.code)?.payload ?? 0;
  let last = "";
  for (let i = 0; lines !== undefined && i < body.length; i++) {
    const found = lines.locate(body.start(i) - code);
    const place = found === undefined ? last : `${found.file}:${found.line}`;
    if (place !== last) comments.set(i, place);
    last = place;
  }
  return comments;
}

function annotated(index: number, original: TypedBody, { before, after, namesAfter, instrumented }: Both): string {
  const body = readTypedBody(after, index);
  const locals = readLocalNames(before, original.functionIndex);
  const count = body.parameters.length + body.locals.length;
  for (let local = original.parameters.length + original.locals.length; local < count; local++) {
    locals.set(local, `+${local}`);
  }
  // The last local of what can be captured holds the number of the site.
  if (instrumented.has(original.functionIndex)) locals.set(count - 1, "+site");
  const { functions, globals } = namesAfter;
  const texts = Array.from({ length: body.length }, (_, i) => instructionText(body, i, { functions, globals, locals }));
  return printFunction(body, { names: functions, globals, locals, comments: annotate(texts) });
}

/** A + stands before what was added and has no name. */
function addedNames(before: WasmModule, after: WasmModule): Names {
  const globals = readGlobalNames(after);
  for (let global = before.globals.length; global < after.globals.length; global++) {
    if (!globals.has(global)) globals.set(global, `+${global}`);
  }
  return { functions: readFunctionNames(after), globals };
}
