/** What a Node runs that was made for a guest: see `host-command.ts`. */
import { readFileSync, writeSync } from "node:fs";
import { loadAddon } from "./addon.ts";
import { FIRST, PROGRAM_FD } from "./descriptors.ts";
import { readHostCommand } from "./host-command.ts";
import { NativeProcess } from "./native-process.ts";
import { runGuest } from "./run-guest.ts";

const start = readHostCommand(process.argv.slice(2));
const host = loadAddon();

function say(message: string): void {
  writeSync(2 + FIRST, `prong: ${message}\n`); // not the guest's `write`: a signal would end it
}

try {
  const bytes = readFileSync(start.path);
  host.close(PROGRAM_FD);
  const guest = new NativeProcess(host, start);
  guest.low.occupy();
  runGuest(guest, bytes);
} catch (error) {
  say(error instanceof Error ? (error.stack ?? error.message) : String(error));
  host.exit(127);
}
