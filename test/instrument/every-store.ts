/** The instructions that store a value, each once; atomics are elsewhere, for they do more than store. */

export type ValueType = "i32" | "i64" | "f32" | "f64" | "v128";

export interface StoreInstruction {
  readonly name: string;
  /** Of the value that it takes. */
  readonly type: ValueType;
  /** How many bytes it stores. */
  readonly width: number;
  /** Of how many lanes it stores one. */
  readonly lanes?: number;
}

export const EVERY_STORE: readonly StoreInstruction[] = [
  { name: "i32.store", type: "i32", width: 4 },
  { name: "i64.store", type: "i64", width: 8 },
  { name: "f32.store", type: "f32", width: 4 },
  { name: "f64.store", type: "f64", width: 8 },
  { name: "i32.store8", type: "i32", width: 1 },
  { name: "i32.store16", type: "i32", width: 2 },
  { name: "i64.store8", type: "i64", width: 1 },
  { name: "i64.store16", type: "i64", width: 2 },
  { name: "i64.store32", type: "i64", width: 4 },
  { name: "v128.store", type: "v128", width: 16 },
  { name: "v128.store8_lane", type: "v128", width: 1, lanes: 16 },
  { name: "v128.store16_lane", type: "v128", width: 2, lanes: 8 },
  { name: "v128.store32_lane", type: "v128", width: 4, lanes: 4 },
  { name: "v128.store64_lane", type: "v128", width: 8, lanes: 2 },
];
