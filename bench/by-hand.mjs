/** Runs modules by hand, plain ones and instrumented ones, under the least host that they get along with; and times them. */
import { guestFunction } from "../dist/backend/emulated/guest-function.js";
import { DoorCall } from "../dist/instrument/door.js";
import { openCallStack } from "../dist/instrument/pipeline.js";

/** How many points a turn lasts, where there are any: as the executor has it. */
const POINTS = 1_000_000;

class Exit extends Error {}

/** An instance under the least WASI that its C library gets along with: nothing waits, what is written is forgotten. */
function start({ module }, args, calls = {}) {
  const words = ["bench", ...args].map((arg) => new TextEncoder().encode(`${arg}\0`));
  let view;
  const wasi = {
    args_sizes_get(count, size) {
      view().setUint32(count, words.length, true);
      view().setUint32(
        size,
        words.reduce((sum, word) => sum + word.length, 0),
        true,
      );
      return 0;
    },
    args_get(pointers, text) {
      let at = text;
      words.forEach((word, i) => {
        view().setUint32(pointers + 4 * i, at, true);
        new Uint8Array(view().buffer).set(word, at);
        at += word.length;
      });
      return 0;
    },
    fd_fdstat_get(_fd, stat) {
      view().setBigUint64(stat, 4n, true); // a regular file: buffered
      view().setBigUint64(stat + 8, -1n, true);
      return 0;
    },
    fd_write(_fd, vectors, count, written) {
      let size = 0;
      for (let i = 0; i < count; i++) size += view().getUint32(vectors + 8 * i + 4, true);
      view().setUint32(written, size, true);
      return 0;
    },
    proc_exit(code) {
      throw new Exit(`ended with ${code}`);
    },
    ...calls,
  };
  const imports = {};
  for (const { module: from, name } of WebAssembly.Module.imports(module)) {
    imports[from] ??= {};
    imports[from][name] = wasi[name] ?? (() => 0);
  }
  const { exports } = new WebAssembly.Instance(module, imports);
  const memory = exports["prong:memory"] ?? exports.memory;
  view = () => new DataView(memory.buffer);
  return { exports, entry: exports["prong:entry"] ?? exports._start };
}

/** Runs to the end. When it forks it is captured, and resumed as its own parent; the plain one is told that it has a child. */
export function complete(program, args, calls = {}) {
  let port;
  const { exports, entry } = start(program, args, {
    fork() {
      if (port?.state === "running") {
        port.startCapture();
        return 0;
      }
      port?.finishResume();
      return 2;
    },
    ...calls,
  });
  if ("prong:entry" in exports) port = openCallStack(exports);
  const fuel = exports["prong:fuel"] ?? { value: 0 };
  fuel.value = POINTS;
  exports["prong:door"]?.set(
    0,
    guestFunction((what) => {
      if (what === DoorCall.frames) return port.moveFrames();
      fuel.value = POINTS;
      return port.state === "resuming" ? port.finishResume() : port.startCapture();
    }),
  );
  try {
    for (entry(); port?.state === "capturing"; port.resume()) port.startResume(port.finishCapture());
  } catch (error) {
    if (!(error instanceof Exit) || error.message !== "ended with 0") throw error;
  }
}

/** Milliseconds between two reads of the clock; the shortest of the repetitions. */
export function shortest(program, args, now = () => performance.now()) {
  const reads = [];
  complete(program, args, {
    clock_time_get() {
      reads.push(now());
      return 0;
    },
  });
  let time = Infinity;
  for (let i = 1; i < reads.length; i += 2) time = Math.min(time, reads[i] - reads[i - 1]);
  return time;
}
