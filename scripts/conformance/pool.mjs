/** Threads that run rows in the emulator, as many as there are CPUs; one whose row takes too long is ended and replaced. */
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";

const TIMEOUT = 60_000;

/** Runs each row; `done(row, { text } | { error })` hears of each as it ends. */
export async function runAll(rows, done) {
  const waiting = [...rows];
  const lanes = Array.from({ length: Math.min(availableParallelism(), rows.length) }, async () => {
    let worker;
    for (let row = waiting.shift(); row !== undefined; row = waiting.shift()) {
      worker ??= new Worker(new URL("worker.mjs", import.meta.url));
      const result = await runOne(worker, row);
      if (result.over) {
        await worker.terminate();
        worker = undefined;
      }
      done(row, result);
    }
    await worker?.terminate();
  });
  await Promise.all(lanes);
}

function runOne(worker, row) {
  return new Promise((resolve) => {
    const over = (error) => settle({ error, over: true });
    const timer = setTimeout(() => over(`it took more than ${TIMEOUT / 1000} s`), TIMEOUT);
    const failed = (error) => over(String(error));
    function settle(result) {
      clearTimeout(timer);
      worker.off("message", settle);
      worker.off("error", failed);
      resolve(result);
    }
    worker.on("message", settle);
    worker.on("error", failed);
    worker.postMessage(row);
  });
}
