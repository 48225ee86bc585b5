/**
 * The markup of the lessons' texts: paragraphs with an empty line between them, lists of lines that begin with "- ", lines of code
 * that begin with four spaces; in them `code`, *emphasis* and links.
 *
 *     Go on [to the fork](go:fork), then look at [Descriptors](see:descriptors).
 *
 * A link leads to a view (`see:`), to the next step of a kind (`go:`), to another lesson (`lesson:`) or to a page elsewhere (`https:`).
 */
import type { Goal as Until } from "../run/orders.ts";

export type View = (typeof VIEWS)[number];

export type Target =
  | { readonly kind: "see"; readonly view: View }
  | { readonly kind: "go"; readonly until: Until }
  | { readonly kind: "lesson"; readonly id: string }
  | { readonly kind: "page"; readonly address: string };

export type Span =
  | { readonly kind: "text" | "code" | "emphasis"; readonly text: string }
  | { readonly kind: "link"; readonly text: string; readonly target: Target };

export type Block =
  | { readonly kind: "paragraph"; readonly spans: readonly Span[] }
  | { readonly kind: "list"; readonly items: readonly (readonly Span[])[] }
  | { readonly kind: "code"; readonly text: string };

const VIEWS = [
  "program",
  "terminal",
  "timeline",
  "processes",
  "descriptors",
  "memory",
  "calls",
  "source",
  "branches",
  "outcomes",
] as const;
const UNTIL: readonly string[] = ["end", "fork", "exec", "signal", "exit", "output", "fault"] satisfies Until[];

const SPAN = /`([^`]+)`|\*([^*]+)\*|\[([^\]]+)\]\(([^)]+)\)/g;

export function parseMarkup(markup: string): Block[] {
  return markup
    .split(/\n\s*\n/)
    .filter((piece) => piece.trim() !== "")
    .map(blockOf);
}

/** Of one line or paragraph. */
export function parseSpans(text: string): Span[] {
  const spans: Span[] = [];
  let end = 0;
  for (const match of text.matchAll(SPAN)) {
    if (match.index > end) spans.push({ kind: "text", text: text.slice(end, match.index) });
    const [all, code, emphasis, label = "", target = ""] = match;
    if (code !== undefined) spans.push({ kind: "code", text: code });
    else if (emphasis !== undefined) spans.push({ kind: "emphasis", text: emphasis });
    else spans.push({ kind: "link", text: label, target: targetOf(target) });
    end = match.index + all.length;
  }
  if (end < text.length) spans.push({ kind: "text", text: text.slice(end) });
  return spans;
}

function blockOf(piece: string): Block {
  const lines = piece.split("\n").filter((line) => line.trim() !== "");
  if (lines.every((line) => line.startsWith("    "))) {
    return { kind: "code", text: lines.map((line) => line.slice(4)).join("\n") };
  }
  const text = lines.map((line) => line.trim()).join("\n");
  if (!text.startsWith("- ")) return { kind: "paragraph", spans: parseSpans(text.replaceAll("\n", " ")) };
  const items = text.slice(2).split("\n- ");
  return { kind: "list", items: items.map((item) => parseSpans(item.replaceAll("\n", " "))) };
}

function targetOf(target: string): Target {
  const [kind = "", rest = ""] = target.split(/:(.*)/s);
  const view = VIEWS.find((name) => name === rest);
  if (kind === "see" && view !== undefined) return { kind, view };
  if (kind === "go" && UNTIL.includes(rest)) return { kind, until: rest as Until };
  if (kind === "lesson" && rest !== "") return { kind, id: rest };
  if (kind === "https") return { kind: "page", address: target };
  throw new RangeError(`Cannot follow the link ${target}: expected see:VIEW, go:KIND, lesson:ID or https:`);
}
