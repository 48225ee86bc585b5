/** What a module declares, section by section: the tables that reader.ts fills. */
import type { FunctionType, Limits, ValueType } from "./types.ts";

export const SectionId = {
  custom: 0,
  type: 1,
  import: 2,
  function: 3,
  table: 4,
  memory: 5,
  global: 6,
  export: 7,
  start: 8,
  element: 9,
  code: 10,
  data: 11,
  dataCount: 12,
  tag: 13,
} as const;

export type ExternalKind = "function" | "table" | "memory" | "global" | "tag";
export const EXTERNAL_KINDS: readonly ExternalKind[] = ["function", "table", "memory", "global", "tag"];

/** A range of bytes: [start, end). */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** `start` is the byte of the id; `payload` follows the size; a custom section also has a name, which its payload starts with. */
export interface Section extends Range {
  readonly id: number;
  readonly payload: number;
  readonly name: string | undefined;
}

export interface WasmImport {
  readonly module: string;
  readonly name: string;
  readonly kind: ExternalKind;
  /** Of a function: the index of its type. */
  readonly typeIndex: number;
}

export interface WasmExport {
  readonly name: string;
  readonly kind: ExternalKind;
  readonly index: number;
}

export interface WasmGlobal {
  readonly type: ValueType;
  readonly mutable: boolean;
  readonly imported: boolean;
}

/** Where, outside of code, the index of a function is written as a number: in element segments and constant expressions. */
export interface FunctionReference extends Range {
  readonly index: number;
}

/** Tables are indexed as the module indexes them: what is imported comes first. */
export interface WasmModule {
  readonly bytes: Uint8Array;
  readonly sections: readonly Section[];
  /** A type that is not a function's is undefined. */
  readonly types: readonly (FunctionType | undefined)[];
  readonly imports: readonly WasmImport[];
  readonly importedFunctions: readonly WasmImport[];
  /** The type index of every function. */
  readonly functions: readonly number[];
  readonly tables: readonly ValueType[];
  readonly memories: readonly (Limits & { readonly imported: boolean })[];
  readonly globals: readonly WasmGlobal[];
  /** The type index of every tag. */
  readonly tags: readonly number[];
  readonly exports: readonly WasmExport[];
  readonly startFunction: number | undefined;
  readonly references: readonly FunctionReference[];
  /** The bodies of the functions that are not imported: from their locals to after their `end`. */
  readonly bodies: readonly Range[];
}
