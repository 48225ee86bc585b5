/** What somebody does on the page, as data: solutions and experiments are lists of it, and tests do them without a page. */
import type { Pid } from "../../runtime/index.ts";
import type { Goal as Until } from "../run/orders.ts";

export type Deed =
  /** Gives the right answer. */
  | { readonly do: "answer" }
  /** Runs the program from the beginning, up to its end or where it stands still. */
  | { readonly do: "run" }
  /** Goes back to the beginning. */
  | { readonly do: "rewind" }
  | { readonly do: "go-on"; readonly until: Until }
  | { readonly do: "step-back" }
  /** Lets this process run next. */
  | { readonly do: "choose"; readonly pid: Pid }
  /** Types this, `\x03` for ^C, and lets the run go on until it wants more. */
  | { readonly do: "type"; readonly keys: string }
  /** Lists all outcomes of the program as it is. */
  | { readonly do: "explore" }
  /** Makes the files `solved`. */
  | { readonly do: "edit" };
