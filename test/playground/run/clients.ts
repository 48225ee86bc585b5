/** Pages without a page: clients whose workers are sessions in this thread. What they know is in the state that all share. */
import type { RunOptions } from "../../../playground/run/orders.ts";
import { RunClient } from "../../../playground/run/run-client.ts";
import { branches, goesOn, moment, notice, options, stepsOf } from "../../../playground/state/run-state.ts";
import { FakePort } from "./fake-port.ts";
import { textOf } from "./talk.ts";

export const ports: FakePort[] = [];
const clients: RunClient[] = [];

/** Before each test, and behind the last one. */
export function forget(): void {
  for (const client of clients.splice(0)) client.stop();
  for (const port of ports.splice(0)) port.terminate();
  branches.value = [];
  for (const signal of [moment, notice, options]) signal.value = undefined;
}

/** Its workers, one after the other, have an endless step each, or none. */
export function clientOf(...endless: readonly number[]): RunClient {
  const client = new RunClient(() => {
    const port = new FakePort(endless[ports.length]);
    ports.push(port);
    return port;
  });
  clients.push(client);
  return client;
}

export async function until(what: () => boolean, most = 10_000): Promise<void> {
  const end = performance.now() + most;
  while (!what()) {
    if (performance.now() > end) throw new Error(`it never came to that: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}

export const rests = () => until(() => goesOn.value === "no" && moment.value !== undefined);
export const printed = (branch = 0) => textOf(stepsOf(branches.value, branch));

export async function opened(client: RunClient, run: RunOptions): Promise<void> {
  client.open(run, undefined);
  await until(() => options.value === run && moment.value !== undefined);
}

/** Before which step the run stands; the page's own `position` is of what is drawn. */
export function position(): number {
  return moment.value?.position ?? 0;
}
