/** The branches of the run on the page. */
import { seek } from "../run/client.ts";
import { drawn } from "../state/run-state.ts";
import { Branches } from "../views/branches.tsx";

export function BranchesPanel() {
  return <Branches branches={drawn.value.branches} here={drawn.value.moment?.branch ?? 0} onGoTo={seek} />;
}
