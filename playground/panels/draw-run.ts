/**
 * Has the views draw the run. A run that goes on makes more moments than a page can draw, and a page that draws without a pause hears no
 * click: so it rests for as long as it has drawn, at most a second. What stands still is drawn at once.
 */
import { effect } from "@preact/signals";
import { branches, drawn, goesOn, moment } from "../state/run-state.ts";

const LONGEST = 1000;

/** `measure` calls back when what was changed is on the screen. */
export function drawRun(measure: (done: () => void) => void = whenDrawn, now = () => performance.now()): () => void {
  let isResting = false;
  const draw = () => {
    drawn.value = { moment: moment.peek(), branches: branches.peek() };
    if (isResting) return;
    isResting = true;
    const begun = now();
    measure(() => setTimeout(rested, Math.min(now() - begun, LONGEST)));
  };
  const rested = () => {
    isResting = false;
    const { moment: shown, branches: known } = drawn.peek();
    if (shown !== moment.peek() || known !== branches.peek()) draw();
  };
  return effect(() => {
    const isSame = drawn.peek().moment === moment.value && drawn.peek().branches === branches.value;
    if (!isSame && (goesOn.value !== "running" || !isResting)) draw();
  });
}

/** A page that is not seen draws nothing: there it is as if it had. */
function whenDrawn(done: () => void): void {
  if (document.hidden) done();
  else requestAnimationFrame(() => setTimeout(done));
}
