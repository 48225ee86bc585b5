/** Markup as a page shows it. Links do something here, so they are buttons, but for those that lead to other pages. */
import { type Block, parseMarkup, parseSpans, type Span, type Target } from "./markup.ts";
import "./markup-view.css";

export type Follow = (target: Target) => void;

interface MarkupProps {
  readonly text: string;
  readonly onFollow: Follow;
}

export function Markup({ text, onFollow }: MarkupProps) {
  return (
    <div class="markup">
      {parseMarkup(text).map((block, index) => (
        <BlockView key={index} block={block} onFollow={onFollow} />
      ))}
    </div>
  );
}

/** A line of it, in the midst of others. */
export function MarkupLine({ text, onFollow }: MarkupProps) {
  return <Spans spans={parseSpans(text)} onFollow={onFollow} />;
}

function BlockView({ block, onFollow }: { readonly block: Block; readonly onFollow: Follow }) {
  if (block.kind === "code") return <pre>{block.text}</pre>;
  if (block.kind === "paragraph") {
    return (
      <p>
        <Spans spans={block.spans} onFollow={onFollow} />
      </p>
    );
  }
  return (
    <ul>
      {block.items.map((spans, index) => (
        <li key={index}>
          <Spans spans={spans} onFollow={onFollow} />
        </li>
      ))}
    </ul>
  );
}

function Spans({ spans, onFollow }: { readonly spans: readonly Span[]; readonly onFollow: Follow }) {
  return (
    <>
      {spans.map((span, index) => (
        <SpanView key={index} span={span} onFollow={onFollow} />
      ))}
    </>
  );
}

function SpanView({ span, onFollow }: { readonly span: Span; readonly onFollow: Follow }) {
  if (span.kind !== "link") return <Words {...span} />;
  const { target, text } = span;
  if (target.kind === "page") {
    return (
      <a href={target.address} target="_blank" rel="noreferrer">
        {text}
      </a>
    );
  }
  return (
    <button
      type="button"
      class={`markup-link markup-${target.kind}`}
      title={titleOf(target)}
      onClick={() => onFollow(target)}
    >
      {text}
    </button>
  );
}

function Words({ kind, text }: Exclude<Span, { kind: "link" }>) {
  if (kind === "code") return <code>{text}</code>;
  return kind === "emphasis" ? <em>{text}</em> : <span>{text}</span>;
}

const TITLES = { see: "Show this view", go: "Let the program go on to there", lesson: "Open this lesson" } as const;

function titleOf({ kind }: Exclude<Target, { kind: "page" }>): string {
  return TITLES[kind];
}
