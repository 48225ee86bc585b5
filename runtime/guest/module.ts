/** A guest program that passed inspection: a core WebAssembly module that Prong can run. It is a value; nothing of it has run. */
import { sha256 } from "@noble/hashes/sha2.js";
import type { ExternalKind, WasmExport, WasmImport, WasmModule } from "./wasm/declarations.ts";

export interface GuestImport {
  readonly module: string;
  readonly name: string;
  readonly kind: ExternalKind;
}

/** Pages of 64 KiB. */
export interface GuestMemory {
  readonly initialPages: number;
  readonly maximumPages: number | undefined;
}

export class GuestModule {
  #hash: string | undefined;

  /** @internal Use `inspectGuest`. */
  constructor(
    readonly bytes: Uint8Array,
    /** What to call it in messages. */
    readonly name: string,
    readonly memory: GuestMemory,
    /** @internal What its sections declare, for the folders to the right. */
    readonly wasm: WasmModule,
    /** Its hash, where somebody has computed it already. */
    hash?: string,
  ) {
    this.#hash = hash;
  }

  /** The SHA-256 of its bytes, in hexadecimal; computed when first asked for. */
  get hash(): string {
    this.#hash ??= Array.from(sha256(this.bytes), (byte) => byte.toString(16).padStart(2, "0")).join("");
    return this.#hash;
  }

  get imports(): readonly GuestImport[] {
    return this.wasm.imports satisfies readonly WasmImport[];
  }

  get exports(): readonly WasmExport[] {
    return this.wasm.exports;
  }
}
