/** A thousand processes that sleep in read: resident memory of all of Prong while they do. */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { buildGuest, runGuest } from "../tools.mjs";

const COUNT = 1000;

export async function run() {
  const guest = buildGuest("blocked");
  const { stdout, stderr } = spawnSync(process.execPath, [fileURLToPath(import.meta.url), guest], { encoding: "utf8" });
  if (!/^\d/.test(stdout)) throw new Error(stderr);
  const [resident, time] = stdout.split(" ").map(Number);
  return [
    {
      what: `${COUNT} processes asleep in read`,
      prong: `${resident.toFixed(0)} MB`,
      host: "",
      ratio: "",
      goal: "under 512 MB",
    },
    { what: `forking, waking and reaping them`, prong: `${time.toFixed(0)} ms`, host: "", ratio: "", goal: "" },
  ];
}

// In a process of its own, so that nothing else counts.
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  let resident = 0;
  const onWrite = () => {
    resident ||= process.memoryUsage().rss;
  };
  const { time } = await runGuest(process.argv[2], [COUNT], { onWrite });
  process.stdout.write(`${resident / 1e6} ${time}`);
}
