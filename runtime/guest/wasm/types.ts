/**
 * Value types, function types and limits, as modules write them.
 *
 *     value type   7f i32  7e i64  7d f32  7c f64  7b v128  70 funcref  6f externref  69 exnref
 *                  63 / 64 + heap type, and the other one-byte heap types: typed and GC references, which we only recognise
 *     type         60 parameters results, or a GC type: 4e group, 50 / 4f with supertypes, 5f struct, 5e array
 *     limits       flags: 1 has a maximum, 2 shared, 4 64-bit addresses, 8 custom page size
 */
import type { ByteReader } from "./leb.ts";

export type NumberType = "i32" | "i64" | "f32" | "f64";
/** `ref` stands for every reference type that is neither funcref, externref nor exnref. */
export type ValueType = NumberType | "v128" | "funcref" | "externref" | "exnref" | "ref";

export interface FunctionType {
  readonly parameters: readonly ValueType[];
  readonly results: readonly ValueType[];
}

export interface Limits {
  readonly minimum: number;
  readonly maximum: number | undefined;
  readonly shared: boolean;
  readonly is64: boolean;
  /** 16 (64 KiB) unless the custom page sizes proposal is used. */
  readonly pageSizeLog2: number;
}

/** The limits that V8 sets; a module beyond them runs nowhere, and refusing it bounds our own memory. */
export const MOST = {
  types: 1_000_000,
  functions: 1_000_000,
  imports: 1_000_000,
  exports: 1_000_000,
  globals: 1_000_000,
  tables: 100_000,
  memories: 100_000,
  tags: 1_000_000,
  segments: 100_000,
  elements: 10_000_000,
  parameters: 1_000,
  locals: 50_000,
  bodyBytes: 7_654_321,
} as const;

/** The value types that are one byte, by that byte. */
export const BY_CODE: Readonly<Record<number, ValueType>> = {
  0x7f: "i32",
  0x7e: "i64",
  0x7d: "f32",
  0x7c: "f64",
  0x7b: "v128",
  0x70: "funcref",
  0x6f: "externref",
  0x69: "exnref",
};

/** The byte of a value type that has one. */
export const VALUE_TYPE_CODE: Readonly<Record<Exclude<ValueType, "ref">, number>> = {
  i32: 0x7f,
  i64: 0x7e,
  f32: 0x7d,
  f64: 0x7c,
  v128: 0x7b,
  funcref: 0x70,
  externref: 0x6f,
  exnref: 0x69,
};

/** The one-byte heap types of the GC, exception and stack-switching proposals. */
function isShortHeapType(code: number): boolean {
  return (code >= 0x68 && code <= 0x75) || code === 0x65 || code === 0x66;
}

export function readValueType(reader: ByteReader): ValueType {
  const start = reader.at;
  const code = reader.u8();
  const plain = BY_CODE[code];
  if (plain !== undefined) return plain;
  if (code === 0x63 || code === 0x64) {
    reader.signed(33);
    return "ref";
  }
  if (isShortHeapType(code)) return "ref";
  return reader.fail(`0x${code.toString(16)} is no value type`, start);
}

function readValueTypes(reader: ByteReader, what: string): ValueType[] {
  return Array.from({ length: reader.count(what, MOST.parameters) }, () => readValueType(reader));
}

/** Reads the type section's entries; a type that is not a function's is answered as undefined. */
export function readTypes(reader: ByteReader): (FunctionType | undefined)[] {
  const types: (FunctionType | undefined)[] = [];
  for (let groups = reader.count("types", MOST.types); groups > 0; groups--) {
    const isGroup = reader.bytes[reader.at] === 0x4e;
    if (isGroup) reader.u8();
    for (let members = isGroup ? reader.count("types", MOST.types) : 1; members > 0; members--) {
      types.push(readSubtype(reader));
    }
  }
  return types;
}

function readSubtype(reader: ByteReader): FunctionType | undefined {
  const start = reader.at;
  let form = reader.u8();
  if (form === 0x50 || form === 0x4f) {
    for (let supertypes = reader.count("supertypes", MOST.types); supertypes > 0; supertypes--) reader.u32();
    form = reader.u8();
  }
  if (form === 0x60) {
    return { parameters: readValueTypes(reader, "parameters"), results: readValueTypes(reader, "results") };
  }
  if (form === 0x5f) {
    for (let fields = reader.count("fields", MOST.types); fields > 0; fields--) readField(reader);
  } else if (form === 0x5e) {
    readField(reader);
  } else if (form === 0x5d) {
    reader.signed(33);
  } else {
    reader.fail(`0x${form.toString(16)} is no type`, start);
  }
  return undefined;
}

/** A field of a GC type: its storage (a value, i8 or i16), then whether it may change. */
function readField(reader: ByteReader): void {
  const code = reader.bytes[reader.at];
  if (code === 0x78 || code === 0x77) reader.u8();
  else readValueType(reader);
  reader.u8();
}

export function readLimits(reader: ByteReader): Limits {
  const start = reader.at;
  const flags = reader.u8();
  if (flags > 0x0f) reader.fail(`0x${flags.toString(16)} are no limits`, start);
  const is64 = (flags & 4) !== 0;
  const bound = () => (is64 ? readU64(reader) : reader.u32());
  const minimum = bound();
  const maximum = (flags & 1) !== 0 ? bound() : undefined;
  const pageSizeLog2 = (flags & 8) !== 0 ? reader.u32() : 16;
  if (maximum !== undefined && maximum < minimum)
    reader.fail(`the maximum ${maximum} is less than the minimum ${minimum}`, start);
  return { minimum, maximum, shared: (flags & 2) !== 0, is64, pageSizeLog2 };
}

/** Exact only up to 2^53, which is enough to refuse. */
function readU64(reader: ByteReader): number {
  const start = reader.at;
  let result = 0;
  for (let shift = 0; shift < 70; shift += 7) {
    const byte = reader.u8();
    result += (byte & 0x7f) * 2 ** shift;
    if (byte < 0x80) return result;
  }
  return reader.fail("a number does not fit 64 bits", start);
}

/** The byte of a value type, where it has one of its own. */
export function codeOf(type: ValueType): number {
  if (type === "ref") throw new RangeError("Cannot write a typed reference");
  return VALUE_TYPE_CODE[type];
}
