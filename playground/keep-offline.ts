/** Has the browser keep the page, where it lets a page be kept: then it is there without a network. Nothing else depends on it. */
import { effect } from "@preact/signals";
import { moment } from "./state/run-state.ts";

/** Nobody runs anything: there is nothing more urgent to load. */
const IDLE = 10_000;

export function keepOffline(): void {
  if (import.meta.env.DEV || !globalThis.isSecureContext) return;
  let isDone = false;
  const register = () => {
    if (!isDone) navigator.serviceWorker?.register(new URL("offline.js", document.baseURI)).catch(() => {});
    isDone = true;
  };
  setTimeout(register, IDLE);
  effect(() => {
    if (moment.value !== undefined) register();
  });
}
