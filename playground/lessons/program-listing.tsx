/** The program of a lesson, to be read in its text: what one is asked about should be before one's eyes. */
import type { ProjectFile } from "../state/project.ts";
import { cutComments } from "./cut-comments.ts";
import "./program-listing.css";

interface ProgramListingProps {
  readonly file: ProjectFile;
  /** Shows it where it can be changed. */
  readonly onEdit: () => void;
}

export function ProgramListing({ file, onEdit }: ProgramListingProps) {
  const { path, text } = file;
  return (
    <figure class="listing" aria-label={`The program ${path}`}>
      <figcaption>
        <span>{path}</span>
        <button type="button" class="markup-link" onClick={onEdit}>
          Open in the editor
        </button>
      </figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
      <pre tabIndex={0}>
        {cutComments(text.trimEnd()).map(({ text, isComment }, index) => (
          <span key={index} class={isComment ? "listing-comment" : undefined}>
            {text}
          </span>
        ))}
      </pre>
    </figure>
  );
}
