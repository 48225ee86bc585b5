/** What somebody answers to a question. */
import { letterOf, type Question, rightLetters } from "./question.ts";

export type Answer =
  | { readonly kind: "letters"; readonly letters: readonly string[]; readonly right: boolean }
  /** They would rather be told. */
  | { readonly kind: "gives-up" }
  /** They have had enough. */
  | { readonly kind: "quits" }
  /** They should try again, and this is why. */
  | { readonly kind: "unclear"; readonly why: string };

/** Reads a line: letters of choices, with or without something between them; nothing or "?"; or "q". */
export function readAnswer(line: string, question: Question): Answer {
  const text = line.trim().toLowerCase();
  if (text === "" || text === "?") return { kind: "gives-up" };
  if (text === "q") return { kind: "quits" };
  const allowed = question.choices.map((_, i) => letterOf(i));
  const letters = [...new Set(text.replace(/[\s,)]/g, ""))].sort();
  if (letters.some((letter) => !allowed.includes(letter))) {
    const such = question.several ? "letters" : "one letter";
    return { kind: "unclear", why: `Cannot read the answer "${text}": expected ${such} from a to ${allowed.at(-1)}` };
  }
  if (!question.several && letters.length > 1)
    return {
      kind: "unclear",
      why: `Cannot take ${letters.join(" and ")}: one answer is right, so expected one letter`,
    };
  return { kind: "letters", letters, right: letters.join() === rightLetters(question).join() };
}
