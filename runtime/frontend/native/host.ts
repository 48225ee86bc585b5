/** The addon, loaded when it is first asked for: who only imports the API needs none. */
import { type HostCalls, loadAddon } from "../../backend/native/addon.ts";

let loaded: HostCalls | undefined;

/** @throws NativeUnavailable */
export function host(): HostCalls {
  loaded ??= loadAddon();
  return loaded;
}
