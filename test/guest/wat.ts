/** Modules for tests, written as WebAssembly text. */
import wabt from "wabt";

const tools = await wabt();

const FEATURES = {
  exceptions: true,
  mutable_globals: true,
  sat_float_to_int: true,
  sign_extension: true,
  simd: true,
  relaxed_simd: true,
  threads: true,
  multi_value: true,
  tail_call: true,
  bulk_memory: true,
  reference_types: true,
  memory64: true,
  multi_memory: true,
} as const;

/** Assembles a module; it need not be valid. */
export function wat(text: string, options: { names?: boolean } = {}): Uint8Array {
  const module = tools.parseWat("test.wat", text, FEATURES as never);
  try {
    return new Uint8Array(module.toBinary({ write_debug_names: options.names ?? false }).buffer);
  } finally {
    module.destroy();
  }
}

/** A program: a memory of one page, `_start`, and whatever else is given. */
export function program(body: string, more = "", options: { names?: boolean } = {}): Uint8Array {
  return wat(`(module ${more} (memory (export "memory") 1) (func $start (export "_start") ${body}))`, options);
}
