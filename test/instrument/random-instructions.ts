/** The instructions that random programs are made of: none traps, and each does the same on every engine, NaNs' bits apart. */
export type NumberType = "i32" | "i64" | "f32" | "f64" | "v128";
export type Type = NumberType | "funcref" | "externref";
type Code = readonly number[];
type PerType<Item> = Readonly<Record<NumberType, Item>>;

export const NUMBERS: readonly NumberType[] = ["i32", "i64", "f32", "f64", "v128"];
export const REFERENCES: readonly Type[] = ["funcref", "externref"];
export const CODE: Readonly<Record<Type, number>> = {
  i32: 0x7f,
  i64: 0x7e,
  f32: 0x7d,
  f64: 0x7c,
  v128: 0x7b,
  funcref: 0x70,
  externref: 0x6f,
};

/** From two operands to one, all of the type. */
export const BINARY: PerType<readonly Code[]> = {
  i32: codes("6a, 6b, 6c, 71, 73, 74, 78"),
  i64: codes("7c, 7d, 7e, 84, 85, 88, 89"),
  f32: codes("92, 93, 94, 96, 97"),
  f64: codes("a0, a1, a2, a4, a5"),
  v128: codes("fd 50, fd 51, fd ae 01, fd ce 01"),
};

/** From an operand of another type. */
export const FROM: PerType<readonly (readonly [from: NumberType, code: Code])[]> = {
  i32: [
    ...from("i32", "45, c0"),
    ...from("i64", "a7"),
    ...from("f32", "fc 00"),
    ...from("f64", "fc 02"),
    ...from("v128", "fd 1b 02"),
  ],
  i64: [
    ...from("i32", "ac, ad"),
    ...from("i64", "7a"),
    ...from("f32", "fc 04"),
    ...from("f64", "fc 06"),
    ...from("v128", "fd 1d 01"),
  ],
  f32: [...from("i32", "b2"), ...from("i64", "b4"), ...from("f32", "8c"), ...from("f64", "b6")],
  f64: [...from("i32", "b7"), ...from("i64", "b9"), ...from("f64", "99"), ...from("f32", "bb")],
  v128: [...from("i32", "fd 11"), ...from("i64", "fd 12"), ...from("v128", "fd 4d")],
};

export const LOAD: PerType<Code> = { i32: [0x28], i64: [0x29], f32: [0x2a], f64: [0x2b], v128: [0xfd, 0] };
export const STORE: PerType<Code> = { i32: [0x36], i64: [0x37], f32: [0x38], f64: [0x39], v128: [0xfd, 11] };

export const ZERO: Readonly<Record<Type, Code>> = {
  i32: [0x41, 0],
  i64: [0x42, 0],
  f32: [0x43, ...bytesOf(new Float32Array(1))],
  f64: [0x44, ...bytesOf(new Float64Array(1))],
  v128: [0xfd, 12, ...new Uint8Array(16)],
  funcref: [0xd0, 0x70],
  externref: [0xd0, 0x6f],
};

export function isReference(type: Type): type is "funcref" | "externref" {
  return REFERENCES.includes(type);
}

/** A constant made from a small number below 64, which can be negative. */
export function constant(type: NumberType, number: number): Code {
  switch (type) {
    case "f32":
      return [0x43, ...bytesOf(new Float32Array([number / 8]))];
    case "f64":
      return [0x44, ...bytesOf(new Float64Array([number / 3]))];
    case "v128":
      return [0xfd, 12, ...Array.from({ length: 16 }, (_, byte) => (number * byte) & 0xff)];
    default:
      return [type === "i32" ? 0x41 : 0x42, number & 0x7f];
  }
}

function codes(text: string): Code[] {
  return text.split(", ").map((code) => code.split(" ").map((byte) => Number.parseInt(byte, 16)));
}

function from(type: NumberType, text: string): (readonly [NumberType, Code])[] {
  return codes(text).map((code) => [type, code] as const);
}

function bytesOf(numbers: Float32Array | Float64Array): Uint8Array {
  return new Uint8Array(numbers.buffer);
}
