/**
 * To go where a lesson says: to the next step of a kind; and if the run is over and there is none any more, to the first one.
 * Who follows a text should not have to think of having been there already.
 */

import { stepToGoBackTo } from "../lessons/step-to-go-back-to.ts";
import { goOn, seek } from "../run/client.ts";
import type { Goal as Until } from "../run/orders.ts";
import { position, steps } from "../state/run-state.ts";
import { reveal } from "../views/reveal.ts";

export function goTo(until: Until): void {
  const back = stepToGoBackTo(steps.peek(), position.peek(), until);
  if (back === undefined) goOn(until);
  else seek(back + 1);
  reveal(".happen");
}
