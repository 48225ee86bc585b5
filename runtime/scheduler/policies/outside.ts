/** Leaves every decision to whoever drives the machine (`Machine.decide`): exploration, or a person who points at a process. */
import type { Pid } from "../../abi/ids.ts";
import { NOBODY } from "../policy.ts";
import { OneRun } from "./one-run.ts";

export class Outside extends OneRun {
  nextProcess(): Pid {
    return NOBODY;
  }
}
