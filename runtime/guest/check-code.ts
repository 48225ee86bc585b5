/**
 * Checks what a module's functions do, in one walk over all instructions.
 *
 * Refused are instructions that stack capture cannot take, and those that change state which no image holds: the contents of
 * tables, and whether segments were dropped. `memory.init` is fine: what it copies from never changes.
 */

import { printable } from "./check-declarations.ts";
import { GuestRefusal, type RefusalReason } from "./refusal.ts";
import { readLocals, walkBody } from "./wasm/code.ts";
import type { WasmModule } from "./wasm/declarations.ts";
import { ByteReader } from "./wasm/leb.ts";
import { readFunctionNames } from "./wasm/names.ts";
import type { Instruction } from "./wasm/opcodes.ts";

interface Finding {
  readonly reason: RefusalReason;
  readonly instruction: string;
}

const finding = (reason: RefusalReason, instruction: string): Finding => ({ reason, instruction });

/** Instructions that are refused, by opcode. */
const PLAIN: Readonly<Record<number, Finding>> = {
  0x0a: finding("try-table", "throw_ref"),
  0x14: finding("function-references", "call_ref"),
  0x15: finding("tail-calls", "return_call_ref"),
  0x1f: finding("try-table", "try_table"),
  0x26: finding("table-mutation", "table.set"),
  0xd3: finding("gc", "ref.eq"),
  0xd4: finding("function-references", "ref.as_non_null"),
  0xd5: finding("function-references", "br_on_null"),
  0xd6: finding("function-references", "br_on_non_null"),
  0xfb: finding("gc", "a GC instruction"),
};

/** Instructions that are refused, of the family with the prefix fc. */
const BULK: Readonly<Record<number, Finding>> = {
  9: finding("data-drop", "data.drop"),
  12: finding("table-mutation", "table.init"),
  13: finding("table-mutation", "elem.drop"),
  14: finding("table-mutation", "table.copy"),
  15: finding("table-mutation", "table.grow"),
  17: finding("table-mutation", "table.fill"),
};

/** A mark at each opcode at which one may be. */
const ASKED = new Uint8Array(256);
for (const opcode of [...Object.keys(PLAIN).map(Number), 0xfc]) ASKED[opcode] = 1;

const WHY: Readonly<Partial<Record<RefusalReason, readonly [why: string, remedy: string]>>> = {
  "tail-calls": ["stack capture cannot take tail calls yet", "compile without -mtail-call"],
  gc: [
    "stack capture cannot take GC references yet",
    "use a language or a target that keeps its heap in linear memory",
  ],
  "function-references": ["stack capture cannot take typed function references yet", "compile for plain wasm32-wasip1"],
  "too-deeply-nested": ["stack capture would take forever", "split the function, or its largest switch, into several"],
  "try-table": [
    "stack capture cannot take the new exceptions yet",
    "compile without -fwasm-exceptions, or with the legacy ones",
  ],
  "table-mutation": [
    "a change of a table is no part of an image, so a fork would lose it",
    "link statically, without dlopen",
  ],
  "data-drop": [
    "a dropped segment is no part of an image, so a fork would lose that",
    "link without --shared-memory and without passive segments",
  ],
};

/** Stack capture takes time with the square of the nesting, and in the end the engine's stack: 2,000 take seconds, 10,000 minutes. */
const MOST_NESTED = 2000;
const DEEP = finding("too-deeply-nested", `blocks nested more than ${MOST_NESTED} deep`);

export function checkCode(wasm: WasmModule, name: string): void {
  if (wasm.types.some((type) => type === undefined)) refuse(wasm, name, finding("gc", "GC types"), undefined);
  const seen: { finding: Finding; index: number }[] = [];
  let index = wasm.importedFunctions.length;
  const visit = (instruction: Instruction) => {
    if (seen.length > 0) return;
    const found = instruction.opcode === 0xfc ? BULK[instruction.sub] : PLAIN[instruction.opcode];
    if (found !== undefined) seen.push({ finding: found, index });
  };
  for (const body of wasm.bodies) {
    const reader = new ByteReader(wasm.bytes, body.start, body.end);
    readLocals(reader);
    if (walkBody(reader, visit, ASKED) > MOST_NESTED) refuse(wasm, name, DEEP, index);
    index++;
  }
  const first = seen[0];
  if (first !== undefined) refuse(wasm, name, first.finding, first.index);
}

function refuse(wasm: WasmModule, name: string, { reason, instruction }: Finding, index: number | undefined): never {
  const [why, remedy] = WHY[reason] ?? ["that is not supported", "build it without"];
  throw new GuestRefusal(
    name,
    reason,
    `${index === undefined ? "it" : describe(wasm, index)} uses ${instruction}, and ${why}`,
    remedy,
  );
}

/** `function 12 (main)`, or only the number where the function has no name. */
function describe(wasm: WasmModule, index: number): string {
  const name = readFunctionNames(wasm).get(index);
  return name === undefined ? `its function ${index}` : `its function ${index} (${printable(name)})`;
}
