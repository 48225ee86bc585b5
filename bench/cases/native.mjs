/**
 * Guests on the host's own kernel: fork of the Node that runs one, beside a plain C program that has as much memory resident; from
 * start to end; and a counter that two processes count up at once, unprotected.
 */
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { setTimeout } from "node:timers/promises";
import { hostCommand } from "../../dist/backend/native/host-command.js";
import { buildGuest, buildNative, CLI, least, perItem, runGuest } from "../tools.mjs";

const ROUNDS = 5;
const TIMES_EACH = 50_000_000;

export async function run() {
  const rows = [];
  const [guest, native] = [buildGuest("fork-heap"), buildNative("fork-heap")];
  if (native === undefined) return [];
  for (const size of [0, 64]) {
    const resident = await residentSize(guest, size);
    const [ours, emulated, theirs] = await least(
      ROUNDS,
      () => Number(onHost(guest, ["200", String(size), "0"])) / 1000,
      async () =>
        perItem((await runGuest(guest, [1010, size, 0])).time, (await runGuest(guest, [10, size, 0])).time, 1000),
      () => Number(execFileSync(native, ["100", String(resident), "0"])) / 1000,
    );
    const what = `fork + _exit + waitpid, ${size} MiB`;
    rows.push(
      row(`${what}, --native; C of ${resident} MiB`, us(ours), us(theirs), ours / theirs, "at most 2.00"),
      row(`${what}, --native; the emulator`, us(ours), us(emulated), ours / emulated),
    );
  }
  const [hello, plain] = [buildGuest("getpid-loop"), buildNative("getpid-loop")];
  const [ours, emulated, theirs] = await least(
    ROUNDS,
    () => timeOf(process.execPath, [CLI, "run", "--native", hello, "1"]),
    () => timeOf(process.execPath, [CLI, "run", hello, "1"]),
    () => timeOf(plain, ["1"]),
  );
  rows.push(row("prong run --native, start to end; C", ms(ours), ms(theirs)));
  rows.push(row("prong run --native, start to end; the emulator", ms(ours), ms(emulated), ours / emulated));
  const [counter, counterOfC] = [buildGuest("shared-counter"), buildNative("shared-counter")];
  const [counted, countedByC] = [
    onHost(counter, [String(TIMES_EACH)]),
    String(execFileSync(counterOfC, [String(TIMES_EACH)])),
  ];
  rows.push(
    row(
      `two processes count to ${2 * TIMES_EACH} together, --native; C`,
      counted.trim(),
      countedByC.trim(),
      undefined,
      "less than that",
    ),
  );
  return rows;
}

/** Runs a guest in a Node that was made for it; answers what it printed. */
function onHost(guest, args) {
  return String(execFileSync(process.execPath, [CLI, "run", "--native", guest, ...args]));
}

/** MiB that the Node of a guest has resident. */
async function residentSize(guest, size) {
  const { file, args, environment } = hostCommand({
    path: guest,
    args: ["guest", "1000000", String(size), "0"],
    environment: [],
  });
  const child = spawn(file, args.slice(1), {
    env: Object.fromEntries(environment.map((text) => text.split(/=(.*)/s, 2))),
    stdio: "ignore",
  });
  await setTimeout(2000);
  const [, kilobytes] = /VmRSS:\s*(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, "latin1")) ?? [];
  child.kill("SIGKILL");
  await once(child, "exit");
  return Math.round(Number(kilobytes) / 1024);
}

function timeOf(command, args) {
  const start = performance.now();
  execFileSync(command, args);
  return performance.now() - start;
}

function row(what, prong, host, ratio, goal = "") {
  return { what, prong, host, ratio: ratio === undefined ? "" : ratio.toFixed(2), goal };
}

const us = (time) => `${time.toFixed(0)} us`;
const ms = (time) => `${time.toFixed(0)} ms`;
