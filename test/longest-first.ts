/**
 * Which test files begin first. Where Vitest does not know yet how long each takes, as in a fresh clone, it begins with the largest;
 * and the smallest are those of conformance, which take twenty seconds each: the last of them would have a core to itself.
 */
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** The longest first, by what is in their paths; a file that is not here takes less than ten seconds. */
const LONGEST = [
  "test/readme.test.ts",
  "test/testing.test.ts",
  "test/guests/reduction.test.ts",
  "test/lua/",
  "test/playground/lessons/lessons.test.ts",
  "test/guests/usertests.test.ts",
  "test/backend/emulated/run-twice.test.ts",
  "test/frontend/quiz/",
  "test/frontend/cli/commands/",
  "test/backend/emulated/isolation.test.ts",
  "test/instrument/every-call.test.ts",
  "test/instrument/oracle.test.ts",
  "test/conformance/",
];

export class LongestFirst extends BaseSequencer {
  /** Files of one project stay together: they share processes. */
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const projects = [...new Set(sorted.map(({ project }) => project))];
    return projects.flatMap((project) =>
      sorted.filter((file) => file.project === project).sort((one, other) => rank(one) - rank(other)),
    );
  }
}

function rank({ moduleId }: TestSpecification): number {
  const place = LONGEST.findIndex((part) => moduleId.includes(part));
  return place === -1 ? LONGEST.length : place;
}
