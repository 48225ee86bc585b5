/** Text that was printed, beside another one: the lines that differ from it have a sign before them and are read out as such. */
import { linesOf } from "./first-difference.ts";
import "./compared-text.css";

interface ComparedTextProps {
  readonly text: string;
  /** What it is compared with, if with anything. */
  readonly other?: string | undefined;
  /** What stands for no text at all. */
  readonly empty: string;
}

/** So many lines are shown, from a little above the first that differs. */
const MOST = 60;
const ABOVE = 5;

export function ComparedText({ text, other, empty }: ComparedTextProps) {
  if (text === "") return <p class="compared-empty">{empty}</p>;
  const lines = linesOf(text);
  const others = other === undefined ? lines : linesOf(other);
  const differs = lines.findIndex((line, index) => line !== others[index]);
  const from = lines.length <= MOST ? 0 : Math.max(0, Math.min(differs - ABOVE, lines.length - MOST));
  const left = lines.length - from - MOST;
  return (
    <pre class="compared-text">
      {from > 0 && <div class="compared-cut">{from} lines above are the same</div>}
      {lines.slice(from, from + MOST).map((line, index) => {
        const number = from + index;
        const isOther = line !== others[number];
        return (
          <div key={number} class={isOther ? "compared-line differs" : "compared-line"}>
            <span aria-hidden="true">{isOther ? "≠" : " "}</span>
            {isOther && <span class="unseen">differs: </span>}
            {line || " "}
          </div>
        );
      })}
      {left > 0 && <div class="compared-cut">and {left} lines more</div>}
    </pre>
  );
}
