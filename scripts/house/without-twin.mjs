/**
 * Files of runtime that export a function or class and have no twin, each with the test that covers it
 * (a path under test/, which must exist) or, where none is needed, the reason.
 * @type {Readonly<Record<string, string>>}
 */
export const WITHOUT_TWIN = {
  "runtime/backend/emulated/program.ts": "test/backend/emulated/program-store.test.ts",
  "runtime/guest/check-code.ts": "test/guest/inspect.test.ts",
  "runtime/guest/check-declarations.ts": "test/guest/inspect.test.ts",
  "runtime/guest/check-format.ts": "test/guest/inspect.test.ts",
  "runtime/guest/refusal.ts": "test/guest/inspect.test.ts",
  "runtime/guest/wasm/code.ts": "test/guest/inspect.test.ts",
  "runtime/guest/wasm/opcodes.ts": "test/guest/inspect.test.ts",
  "runtime/guest/wasm/reader.ts": "test/guest/inspect.test.ts",
  "runtime/guest/wasm/types.ts": "test/guest/inspect.test.ts",
  "runtime/instrument/asyncify.ts": "test/instrument/pipeline.test.ts",
  "runtime/instrument/capture-stack.ts": "test/instrument/asyncify-port.test.ts",
  "runtime/instrument/metadata.ts": "test/instrument/cache.test.ts",
  "runtime/instrument/wasm/module-edit.ts": "test/instrument/rewrite.test.ts",
  "runtime/instrument/wasm/write-module.ts": "test/instrument/rewrite.test.ts",
  "runtime/instrument/wasm/writer.ts": "test/guest/wasm/leb.test.ts",
  "runtime/kernel/files/host-file.ts": "test/kernel/files/host-directory.test.ts",
  "runtime/kernel/files/host-node.ts": "test/kernel/files/host-directory.test.ts",
  "runtime/kernel/files/host-stream.ts": "test/kernel/files/devices.test.ts",
  "runtime/kernel/files/kernel-fd.ts": "test/kernel/files/transfer.test.ts",
  "runtime/kernel/files/memory-directory.ts": "test/kernel/files/tree.test.ts",
  "runtime/kernel/files/node.ts": "test/kernel/files/tree.test.ts",
  "runtime/kernel/files/seek.ts": "test/kernel/files/memory-file.test.ts",
  "runtime/kernel/files/symbolic-link.ts": "test/kernel/files/tree.test.ts",
  "runtime/kernel/syscalls/arguments.ts": "test/kernel/files/transfer.test.ts",
  "runtime/kernel/syscalls/rights.ts": "test/kernel/syscalls/descriptor-calls.test.ts",
  "runtime/kernel/syscalls/times.ts": "test/kernel/files/memory-file.test.ts",
  "runtime/kernel/files/host.ts": "only abstract classes: what the kernel asks of a host",
  "runtime/frontend/cli/paint.ts": "only constants: what a terminal shows is looked at, not tested",
  "runtime/kernel/kernel.ts": "holds a world and its surroundings; every kernel test is made of one",
  "runtime/kernel/process.ts": "only fields; fork and exec change them",
  "runtime/kernel/world.ts": "only fields; every kernel test is made of one",
};
