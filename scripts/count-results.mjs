/**
 * Adds up what several commands left in their reports and prints "N passed, M failed" as the last line:
 *
 *     node scripts/count-results.mjs <command> <its exit status> <its report> ...
 *
 * A command that failed without a failure in its report (it could not start, say) counts as one failure.
 */
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/**
 * What one command's report (of Vitest, or of scripts/check.mjs) and exit status say.
 * @param {number} status
 * @param {string | undefined} report
 */
export function countResults(status, report) {
  const { passed, failed, skipped } =
    report === undefined ? { passed: 0, failed: 0, skipped: 0 } : read(JSON.parse(report));
  const silent = failed === 0 && (status !== 0 || passed === 0);
  return { passed, failed: silent ? 1 : failed, skipped, silent };
}

function read(results) {
  return {
    passed: results.numPassedTests ?? results.passed,
    failed: results.numFailedTests ?? results.failed,
    skipped: (results.numPendingTests ?? 0) + (results.numTodoTests ?? 0),
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const args = process.argv.slice(2);
  const total = { passed: 0, failed: 0, skipped: 0 };
  for (let at = 0; at + 2 < args.length; at += 3) {
    const [command, status, path] = args.slice(at, at + 3);
    const counted = countResults(Number(status), existsSync(path) ? readFileSync(path, "utf8") : undefined);
    for (const kind of Object.keys(total)) total[kind] += counted[kind];
    if (counted.silent) console.log(`\`${command}\` exited with ${status}, and no passed or failed test explains it`);
  }
  const skipped = total.skipped === 0 ? "" : `, ${total.skipped} skipped`;
  console.log(`${total.passed} passed, ${total.failed} failed${skipped}`);
  process.exitCode = total.failed === 0 ? 0 : 1;
}
