/** The worker that runs programs, or searches them: a session, and how messages get to it. */
/// <reference lib="webworker" />
import type { Numbered, Report } from "./orders.ts";
import { Session } from "./session.ts";

const scope = self as unknown as DedicatedWorkerGlobalScope;

/** A message to oneself comes behind those that wait already; a timer would take 4 ms. */
const { port1, port2 } = new MessageChannel();
const waiting: (() => void)[] = [];
port1.onmessage = () => waiting.shift()?.();
const breathe = () =>
  new Promise<void>((resolve) => {
    waiting.push(resolve);
    port2.postMessage(undefined);
  });

const session = new Session({ report: (report: Report) => scope.postMessage(report), breathe });

scope.onmessage = ({ data }: MessageEvent<Numbered>) => session.obey(data);
