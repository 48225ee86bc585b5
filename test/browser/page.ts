/** The script of the page: runs the guest that it is served with, and leaves what it saw for the test. */
import { type Outcome, ProcessTree, System, TextStreams } from "../../runtime/index.ts";

/** What the test reads. */
export interface Seen {
  readonly outcome: Outcome | string;
  readonly stdout: string;
  readonly tree: readonly string[];
  /** Is the page one that may share memory between threads? It need not be. */
  readonly isolated: boolean;
}

async function run(): Promise<Seen> {
  const streams = new TextStreams();
  const tree = new ProcessTree();
  const isolated = globalThis.crossOriginIsolated;
  try {
    const program = new Uint8Array(await (await fetch("guest.wasm")).arrayBuffer());
    const system = await System.create({ program, name: "guest", streams, listen: (event) => tree.listen(event) });
    const outcome = await system.finish();
    return { outcome, stdout: streams.stdout, tree: tree.lines(), isolated };
  } catch (error) {
    return { outcome: String(error), stdout: streams.stdout, tree: tree.lines(), isolated };
  }
}

Object.assign(globalThis, { seen: await run() });
document.title = "done";
