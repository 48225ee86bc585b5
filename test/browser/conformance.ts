/** The worker of the page that runs the conformance table: rows come as messages, transcripts go back. */
import { System, signalName, TextStreams } from "../../runtime/index.ts";
import { runInEmulator } from "../../scripts/conformance/emulator.mjs";
import type { Row } from "../../scripts/conformance/rows.mjs";

/** What the page sends: a row, and where its program and those under /bin are. */
export interface Asked {
  readonly row: Row;
  readonly program: string;
  readonly underBin: Readonly<Record<string, string>>;
}

const fetched = new Map<string, Promise<Uint8Array>>();

function fetchProgram(address: string): Promise<Uint8Array> {
  const known =
    fetched.get(address) ?? fetch(address).then(async (answer) => new Uint8Array(await answer.arrayBuffer()));
  fetched.set(address, known);
  return known;
}

async function answer({ row, program, underBin }: Asked): Promise<string> {
  const programs: Record<string, Uint8Array> = {};
  for (const [name, address] of Object.entries(underBin)) programs[name] = await fetchProgram(address);
  const options = { checkMemory: true, programs };
  return runInEmulator(row, await fetchProgram(program), { System, TextStreams, signalName, options });
}

addEventListener("message", async ({ data }: MessageEvent<Asked>) => {
  const transcript = await answer(data).catch((error: unknown) => `the run failed: ${error}\n`);
  postMessage(transcript);
});
