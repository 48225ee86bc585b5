/** A system call that never waits, beside the host's. */
import { buildGuest, buildNative, interleaved, perItem, runGuest, runNative } from "../tools.mjs";

const COUNT = 1_000_000;

export async function run() {
  const guest = buildGuest("getpid-loop");
  const native = buildNative("getpid-loop");
  const emulated = async () =>
    1000 * perItem((await runGuest(guest, [COUNT + 10])).time, (await runGuest(guest, [10])).time, COUNT);
  const host = () => 1000 * perItem(runNative(native, [COUNT + 10]), runNative(native, [10]), COUNT);
  const [ours, theirs] = await interleaved(5, emulated, ...(native === undefined ? [] : [host]));
  return [
    {
      what: "getppid",
      prong: `${ours.toFixed(0)} ns`,
      host: theirs === undefined ? "no C compiler" : `${theirs.toFixed(0)} ns`,
      ratio: theirs === undefined ? "" : (ours / theirs).toFixed(2),
      goal: "",
    },
  ];
}
