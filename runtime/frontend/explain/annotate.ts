/**
 * What the code means that instrumentation has put into a function, as comments for `printFunction`.
 *
 * Code is recognised by its text, so that a row of the table looks like what it stands for. What no row is like gets no comment.
 * In texts a + stands before the names of locals and globals that were added (explanation.ts).
 */

/** One line of code each; `*` stands for anything, and `{0}` in what is said for the first of them. */
interface Row {
  readonly code: readonly string[];
  /** The first time in a function; lines. */
  readonly first?: readonly string[];
  readonly says: string;
}

const ROWS: readonly Row[] = [
  {
    code: ["global.get $prong:state", "if"],
    first: [
      "Was the stack captured in this call? Then what this function needs after it goes into its frame, and it returns:",
      "its caller looks at prong:state too, and does the same.",
    ],
    says: "was the stack captured in this call?",
  },
  { code: ["global.get $prong:cursor", "local.get *", "*.store*"], says: "{0} into the frame" },
  { code: ["i32.const *", "br * (;@1;)"], says: "number {0} is where it goes on" },
  {
    code: ["local.set $+site", "global.get $prong:cursor", "i32.const *", "i32.store*"],
    first: [
      "All captures end here: the frame is finished with the number of the function, {0}, and of the site.",
      "Nobody looks at what is returned.",
    ],
    says: "",
  },
  {
    code: ["global.get $prong:cursor", "i32.const *", "i32.sub", "local.tee $+site"],
    first: ["The last frame, {0} bytes, is this function's: it says at which site to go on, and with what."],
    says: "",
  },
  {
    code: ["local.get $+site", "i32.load*", "i32.const *", "i32.ne", "if", "unreachable"],
    says: "is it that of function {1}?",
  },
  { code: ["local.get $+site", "i32.load*", "local.set $+site"], says: "the site from the frame" },
  { code: ["local.get $+site", "*.load*", "local.set *"], says: "{2} from the frame" },
  { code: ["call $prong:move"], says: "the host carries frames away, or brings more" },
  { code: ["local.get $+site", "i32.const *", "i32.sub", "br_table *"], says: "to where it goes on" },
  { code: ["local.get $+site", "br_table *"], says: "to where it goes on" },
  { code: ["local.get $+site", "br_if *"], says: "to where it goes on" },
  { code: ["local.get $+site", "i32.const *", "i32.le_u", "local.set *"], says: "into the arm that has the site" },
  {
    code: ["local.get $+site", "i32.const 0", "local.set $+site", "if*"],
    first: ["If this is where it goes on, then whom it called goes on first. If not, the call is made as ever."],
    says: "goes on here, or makes the call?",
  },
  { code: ["i32.const 0", "local.set $+site"], says: "it has gone on" },
  { code: ["call $resume:*"], says: "whom it called goes on" },
  { code: ["call $prong:next", "call_indirect *"], says: "the last frame says whom it called, who goes on" },
  {
    code: ["global.get $+*", "if", "global.get $+*", "local.set *"],
    first: [
      "Does the resume copy hand over? Then this copy begins at the head of a loop, with what it needs from globals.",
    ],
    says: "",
  },
  { code: ["global.get $+*", "local.set $+site"], says: "where to begin" },
  { code: ["global.get $+*", "local.set *"], says: "from the resume copy" },
  { code: ["i32.const 0", "global.set $+*"], says: "handed over" },
  { code: ["local.get $+site", "global.set $+*"], says: "where to begin" },
  { code: ["local.get *", "global.set $+*"], says: "to the normal copy" },
  { code: ["global.get $prong:fuel", "i32.const 1", "i32.sub"], says: "a point: may this process go on?" },
  { code: ["local.get $+*", "i32.const 1", "i32.sub", "local.tee $+*"], says: "a point: may this process go on?" },
  { code: ["call $prong:preempt"], says: "the host decides who runs next" },
  { code: ["global.get $prong:fuel", "local.set *"], says: "how many points are left" },
  { code: ["local.get *", "global.set $prong:fuel"], says: "how many points are left" },
  { code: ["global.get $prong:marks"], says: "marks the page as written" },
  { code: ["call $prong:mark"], says: "marks the pages as written" },
  { code: ["global.get $prong:pages"], says: "memory.size: what the guest has" },
  { code: ["call $prong:grow"], says: "memory.grow: of what the guest has" },
  { code: ["global.get $prong:pending", "if"], says: "has it signals to take?" },
  { code: ["call $enter:*"], says: "it goes on at the head of the loop" },
  { code: ["call $*:deliver"], says: "{0}, then signals that came meanwhile" },
];

const PATTERNS = ROWS.map((row) => ({ ...row, lines: row.code.map(pattern) }));

/** Comments by instruction, given the text of each. */
export function annotate(texts: readonly string[]): Map<number, string | readonly string[]> {
  const comments = new Map<number, string | readonly string[]>();
  const seen = new Set<object>();
  for (let i = 0; i < texts.length; ) {
    const found = recognise(texts, i);
    if (found === undefined) {
      i++;
      continue;
    }
    const { row, parts } = found;
    const fill = (text: string) => text.replace(/\{(\d)\}/g, (_, n) => parts[Number(n)] ?? "");
    if (row.first !== undefined && !seen.has(row)) comments.set(i, row.first.map(fill));
    else if (row.says !== "") comments.set(i, fill(row.says));
    seen.add(row);
    i += row.code.length;
  }
  return comments;
}

function recognise(texts: readonly string[], at: number): { row: Row; parts: readonly string[] } | undefined {
  for (const row of PATTERNS) {
    const matches = row.lines.map((line, n) => line.exec(texts[at + n] ?? ""));
    if (matches.every((match) => match !== null)) return { row, parts: matches.flatMap((match) => match.slice(1)) };
  }
  return undefined;
}

function pattern(line: string): RegExp {
  const parts = line.split("*").map((part) => part.replace(/[\\^$.+?()[\]{}|]/g, "\\$&"));
  return new RegExp(`^${parts.join("(.*?)")}$`, "s");
}
