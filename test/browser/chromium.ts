/** The browser of the tests: where it is. */
import { existsSync } from "node:fs";

export const CHROMIUM = process.env.PRONG_CHROMIUM ?? "/usr/bin/chromium";

/** Is there one? */
export const IS_THERE = existsSync(CHROMIUM);
