/** fork + exec of a small program + waitpid, beside the same loop on the host's kernel. */
import { buildGuest, buildNative, interleaved, perItem, runGuest, runNative } from "../tools.mjs";

const COUNT = 1000;

export async function run() {
  const guest = buildGuest("exec-loop");
  const native = buildNative("exec-loop");
  const emulated = async () =>
    perItem((await runGuest(guest, [COUNT + 10])).time, (await runGuest(guest, [10])).time, COUNT);
  const host = () => perItem(runNative(native, [COUNT + 10]), runNative(native, [10]), COUNT);
  const [ours, theirs] = await interleaved(5, emulated, ...(native === undefined ? [] : [host]));
  return [
    {
      what: "fork + exec + waitpid, small program",
      prong: `${ours.toFixed(1)} us`,
      host: theirs === undefined ? "no C compiler" : `${theirs.toFixed(1)} us`,
      ratio: theirs === undefined ? "" : (ours / theirs).toFixed(2),
      goal: "at most 1.00",
    },
  ];
}
