/**
 * A function of the host in the form that a table of functions takes: only what a Wasm instance exports may be in one. So there
 * is a module that does nothing but export what it imports.
 *
 *     (module (import "" "" (func (param i32))) (export "" (func 0)))
 */

// biome-ignore format: one section a line
const MODULE = new WebAssembly.Module(new Uint8Array([
  0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00,
  0x01, 0x05, 0x01, 0x60, 0x01, 0x7f, 0x00, // type 0: (i32)->()
  0x02, 0x05, 0x01, 0x00, 0x00, 0x00, 0x00, // import "" "" of type 0
  0x07, 0x04, 0x01, 0x00, 0x00, 0x00, // export "" of function 0
]));

export function guestFunction(call: (what: number) => void): CallableFunction {
  return new WebAssembly.Instance(MODULE, { "": { "": call } }).exports[""] as CallableFunction;
}
