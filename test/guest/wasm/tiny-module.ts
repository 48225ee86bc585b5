/** Modules of one function, from bytes: for bodies that no text says, or that are wrong. */
import { MalformedModule } from "../../../runtime/guest/wasm/leb.ts";
import { readTypedBody } from "../../../runtime/guest/wasm/read-body.ts";
import { readModule } from "../../../runtime/guest/wasm/reader.ts";
import { VALUE_TYPE_CODE, type ValueType } from "../../../runtime/guest/wasm/types.ts";
import { ByteWriter } from "../../../runtime/instrument/wasm/writer.ts";

export interface Signature {
  readonly takes: readonly ValueType[];
  readonly leaves: readonly ValueType[];
}

const HEADER = Uint8Array.of(0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00);

function types(out: ByteWriter, list: readonly ValueType[]): void {
  out.u32(list.length);
  for (const type of list) out.u8(VALUE_TYPE_CODE[type as Exclude<ValueType, "ref">]);
}

/**
 * A memory, a table of functions, a tag of `more[0]`, a passive segment of data and one of functions, a mutable i32 global, and
 * function 0 with this type and body; `body` has its `end`. `more` are types 1 and up.
 */
export function tinyModule(type: Signature, body: Uint8Array, more: readonly Signature[] = []): Uint8Array {
  const typeSection = new ByteWriter().u32(1 + more.length);
  for (const { takes, leaves } of [type, ...more]) {
    typeSection.u8(0x60);
    types(typeSection, takes);
    types(typeSection, leaves);
  }
  const out = new ByteWriter().raw(HEADER).section(1, typeSection);
  out.section(3, Uint8Array.of(1, 0));
  out.section(4, Uint8Array.of(1, 0x70, 0, 1));
  out.section(5, Uint8Array.of(1, 0, 1));
  if (more.length > 0) out.section(13, Uint8Array.of(1, 0, 1));
  out.section(6, Uint8Array.of(1, 0x7f, 1, 0x41, 0, 0x0b));
  out.section(9, Uint8Array.of(1, 1, 0, 1, 0));
  out.section(12, Uint8Array.of(1));
  out.section(10, new ByteWriter().u32(1).sized(new ByteWriter().u32(0).raw(body)));
  return out.section(11, Uint8Array.of(1, 1, 1, 0)).finish();
}

/** Why we refuse one of the module's bodies, or the module; undefined when we take all. */
export function problemOf(bytes: Uint8Array): string | undefined {
  try {
    const module = readModule(bytes);
    module.bodies.forEach((_, index) => {
      readTypedBody(module, module.importedFunctions.length + index);
    });
  } catch (error) {
    if (error instanceof MalformedModule) return error.message;
    throw error;
  }
  return undefined;
}

/** Why the engine refuses it; undefined when it is valid. */
export function engineProblemOf(bytes: Uint8Array): string | undefined {
  if (WebAssembly.validate(bytes as BufferSource)) return undefined;
  try {
    new WebAssembly.Module(bytes as BufferSource);
  } catch (error) {
    return (error as Error).message;
  }
  return "it does not say why";
}
