/** A step of the runtime's history as the page is told of it, and is to know it. */
import type { Race, Step } from "../../runtime/index.ts";
import type { Chunk, Goal, SeenStep, Standing } from "./orders.ts";

export function seenStep(step: Step): SeenStep {
  const { pid, act, choices, events, elapsed } = step;
  return { pid, act, choices, events, outcome: standingAfter(step), output: outputOf(step), elapsed };
}

/** What was written in a step, in order. */
function outputOf({ written, writtenBefore }: Step): Chunk[] {
  const chunks: Chunk[] = [];
  for (let at = written; at !== writtenBefore && at !== undefined; at = at.before) {
    if (at.bytes.length > 0) chunks.push({ stream: at.stream, bytes: at.bytes.slice() }); // a view would be sent with all around it
  }
  return chunks.reverse();
}

/** What was written to a stream in all of these, one after the other. */
export function textOf(steps: readonly SeenStep[], wanted: Chunk["stream"]): string {
  const decoder = new TextDecoder();
  let text = "";
  for (const { output } of steps) {
    for (const { stream, bytes } of output) if (stream === wanted) text += decoder.decode(bytes, { stream: true });
  }
  return text + decoder.decode();
}

/** Can nothing make it go on any more? */
export function isOver(standing: Standing | undefined): boolean {
  return standing?.kind === "ended" || standing?.kind === "deadlock";
}

/** How the run stood behind a step. */
export function standingAfter({ outcome }: Step): Standing | undefined {
  return outcome?.kind === "wants-program" ? undefined : outcome;
}

/** Has happened in this step what a run was to go on to? */
export function isReached(goal: Goal, { written, writtenBefore, events }: Step): boolean {
  return goal === "output" ? written !== writtenBefore : events.some(({ kind }) => kind === goal);
}

/** Is this race seen in it? In another run the places may have come the other way round. */
export function showsRace({ events }: Pick<Step, "events">, race: Race): boolean {
  const wanted = placesOf(race);
  return events.some((event) => event.kind === "race" && placesOf(event.race) === wanted);
}

function placesOf({ first, second }: Race): string {
  return [first, second]
    .map(({ place }) => place.line ?? place.key)
    .sort()
    .join(" ");
}
