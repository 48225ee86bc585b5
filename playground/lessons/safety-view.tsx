/** The notes on what goes wrong with fork, and the errors that one meets, in words. */
import { ERROR_NOTES, type ErrorNote } from "./errors.ts";
import { type Follow, MarkupLine } from "./markup-view.tsx";
import { SAFETY_NOTES, type SafetyNote } from "./safety.ts";
import "./safety-view.css";

interface SafetyViewProps {
  /** What a lesson is called. */
  readonly titleOf: (lesson: string) => string;
  readonly onFollow: Follow;
}

export function SafetyView({ titleOf, onFollow }: SafetyViewProps) {
  return (
    <div class="safety">
      <section aria-labelledby="safety-notes">
        <h2 id="safety-notes">Six ways in which fork goes wrong</h2>
        <div class="safety-notes">
          {SAFETY_NOTES.map((note) => (
            <Note key={note.id} note={note} titleOf={titleOf} onFollow={onFollow} />
          ))}
        </div>
      </section>
      <section aria-labelledby="safety-errors">
        <h2 id="safety-errors">Errors, in words</h2>
        <p class="safety-intro">A call that fails answers -1, and leaves one of these in errno.</p>
        <dl class="safety-errors">
          {ERROR_NOTES.map((note) => (
            <ErrorRow key={note.name} note={note} titleOf={titleOf} onFollow={onFollow} />
          ))}
        </dl>
      </section>
    </div>
  );
}

type NoteProps = SafetyViewProps & { readonly note: SafetyNote };

function Note({ note, titleOf, onFollow }: NoteProps) {
  const { id, title, wrong, instead, page, lesson } = note;
  return (
    <article class="safety-note" aria-labelledby={`safety-${id}`}>
      <h3 id={`safety-${id}`}>{title}</h3>
      <p class="markup-line">
        <MarkupLine text={wrong} onFollow={onFollow} />
      </p>
      <p class="markup-line">
        <strong>Instead: </strong>
        <MarkupLine text={instead} onFollow={onFollow} />
      </p>
      <p class="safety-links">
        <LessonLink lesson={lesson} titleOf={titleOf} onFollow={onFollow} />
        <a href={page.address} target="_blank" rel="noreferrer">
          POSIX: {page.title}
        </a>
      </p>
    </article>
  );
}

type ErrorProps = SafetyViewProps & { readonly note: ErrorNote };

function ErrorRow({ note, titleOf, onFollow }: ErrorProps) {
  const { name, calls, means, remedy, lesson } = note;
  return (
    <div class="safety-error">
      <dt>
        <code>{name}</code>
        <span class="safety-calls">{calls.join(", ")}</span>
      </dt>
      <dd class="markup-line">
        <MarkupLine text={means} onFollow={onFollow} />{" "}
        <span class="safety-remedy">
          <MarkupLine text={remedy} onFollow={onFollow} />
        </span>{" "}
        {lesson !== undefined && <LessonLink lesson={lesson} titleOf={titleOf} onFollow={onFollow} />}
      </dd>
    </div>
  );
}

function LessonLink({ lesson, titleOf, onFollow }: SafetyViewProps & { readonly lesson: string }) {
  return (
    <button type="button" class="markup-link" onClick={() => onFollow({ kind: "lesson", id: lesson })}>
      Lesson: {titleOf(lesson)}
    </button>
  );
}
