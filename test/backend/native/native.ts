/** Guests on the host's own kernel, in tests: where there is no addon, there is nothing to be tested, and the tests say so. */
import { describe } from "vitest";
import { addonPath, NativeUnavailable } from "../../../runtime/backend/native/addon.ts";
import { type RecordOptions, recordNative } from "../../../runtime/backend/native/record.ts";
import type { Recording } from "../../../runtime/backend/recording.ts";

/** Why there is no native backend here, if there is none. */
export const NO_NATIVE = missing();

function missing(): string | undefined {
  try {
    addonPath();
    return process.platform === "linux" ? undefined : "untested on this system";
  } catch (error) {
    if (error instanceof NativeUnavailable) return error.message;
    throw error;
  }
}

if (NO_NATIVE !== undefined) console.warn(`Tests of the native backend are skipped. ${NO_NATIVE}`);

/** `describe`, skipped where there is no native backend. */
export function describeNative(name: string, body: () => void): void {
  describe.skipIf(NO_NATIVE !== undefined)(name, body);
}

/** Tests run beside others: who has not ended by then never will. */
const PATIENCE = 60_000;

/** Runs a program on the host. */
export function onNative(program: Uint8Array, options: Partial<RecordOptions> = {}): Promise<Recording> {
  return recordNative({ name: "guest", patience: PATIENCE, ...options, program });
}
