/** A lesson beside its program: what it says, what it asks, what is to be done; and the way to the others. */
import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { type LessonWork, NO_WORK, type Works } from "../state/lesson-state.ts";
import { GoalsView } from "./goals-view.tsx";
import type { Lesson } from "./lesson.ts";
import { type Follow, Markup } from "./markup-view.tsx";
import { ProgramListing } from "./program-listing.tsx";
import { QuestionView } from "./question-view.tsx";
import "./lesson-view.css";

interface LessonViewProps {
  readonly lessons: readonly Lesson[];
  readonly lesson: Lesson;
  readonly works: Works;
  /** Are the files, or how they are run, other than the lesson's own? */
  readonly isChanged: boolean;
  readonly onOpen: (id: string) => void;
  /** Shows all lessons. */
  readonly onMenu: () => void;
  readonly onAnswer: (option: string) => void;
  readonly onFollow: Follow;
  readonly onSolve: () => void;
  readonly onStartAgain: () => void;
}

export function LessonView(props: LessonViewProps) {
  const { lessons, lesson, works, onOpen, onMenu, onAnswer, onFollow } = props;
  const work = works[lesson.id] ?? NO_WORK;
  const isDone = isLessonDone(lesson, work);
  const next = lessons[lessons.indexOf(lesson) + 1];
  return (
    <article class="lesson" aria-label={`Lesson: ${lesson.title}`}>
      <LessonHead lessons={lessons} lesson={lesson} works={works} onOpen={onOpen} onMenu={onMenu} />
      <Title key={`${lesson.id} title`} title={lesson.title} />
      <Markup text={lesson.text} onFollow={onFollow} />
      {lesson.files.map((file) => (
        <ProgramListing key={file.path} file={file} onEdit={() => onFollow({ kind: "see", view: "program" })} />
      ))}
      <QuestionView
        key={lesson.id}
        question={lesson.question}
        answer={work.answer}
        onAnswer={onAnswer}
        onFollow={onFollow}
      />
      <AfterPrediction key={`${lesson.id} then`} hasBegun={work.answer !== undefined || work.reached.length > 0}>
        <section>
          <h3>Run it and look</h3>
          <Markup text={lesson.look} onFollow={onFollow} />
        </section>
        <section>
          <h3>Goals</h3>
          <GoalsView goals={lesson.goals} reached={work.reached} onFollow={onFollow} />
        </section>
        <Help {...props} />
      </AfterPrediction>
      <div aria-live="polite">
        {isDone && (
          <section class="lesson-rule">
            <h3>Remember</h3>
            <Markup text={lesson.rule} onFollow={onFollow} />
          </section>
        )}
      </div>
      {isDone && next !== undefined && (
        <button type="button" class="primary lesson-next" onClick={() => onOpen(next.id)}>
          Next: {next.title}
        </button>
      )}
      {isDone && next === undefined && (
        <p class="lesson-end">That was the last lesson. Now write a program of your own.</p>
      )}
    </article>
  );
}

/** Another lesson begins at its top; who came by a button that is no more goes on from here. */
function Title({ title }: { readonly title: string }) {
  const element = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    element.current?.closest(".panel-body")?.scrollTo(0, 0);
    if (document.activeElement === document.body) element.current?.focus({ preventScroll: true });
  }, []);
  return (
    <h2 ref={element} tabIndex={-1}>
      {title}
    </h2>
  );
}

interface AfterPredictionProps {
  readonly hasBegun: boolean;
  readonly children: ComponentChildren;
}

/** What there is to see gives the answer away, so it comes after it, or when somebody asks for it. */
function AfterPrediction({ hasBegun, children }: AfterPredictionProps) {
  const [isWanted, want] = useState(false);
  if (hasBegun || isWanted) return <>{children}</>;
  return (
    <button type="button" class="plain lesson-skip" onClick={() => want(true)}>
      Go on without an answer
    </button>
  );
}

function isLessonDone({ goals }: Lesson, { reached }: LessonWork): boolean {
  return goals.every(({ id }) => reached.includes(id));
}

type HeadProps = Pick<LessonViewProps, "lessons" | "lesson" | "works" | "onOpen" | "onMenu">;

function LessonHead({ lessons, lesson, works, onOpen, onMenu }: HeadProps) {
  const index = lessons.indexOf(lesson);
  const done = lessons.filter((other) => isLessonDone(other, works[other.id] ?? NO_WORK));
  return (
    <nav class="lesson-head" aria-label="Lessons">
      <button type="button" class="plain lesson-which" aria-haspopup="dialog" onClick={onMenu}>
        Lesson {index + 1} of {lessons.length}
        <svg viewBox="0 0 10 6" aria-hidden="true">
          <path d="m1 1 4 4 4-4" />
        </svg>
      </button>
      <span class="lesson-progress" title={`${done.length} of ${lessons.length} lessons done`}>
        <span class="unseen">{done.length} lessons done</span>
        {lessons.map((other) => (
          <i key={other.id} class={`${done.includes(other) ? "done" : ""} ${other === lesson ? "here" : ""}`} />
        ))}
      </span>
      <Beside label="Previous" lesson={lessons[index - 1]} onOpen={onOpen} />
      <Beside label="Next" lesson={lessons[index + 1]} onOpen={onOpen} />
    </nav>
  );
}

interface BesideProps {
  readonly label: "Previous" | "Next";
  readonly lesson: Lesson | undefined;
  readonly onOpen: (id: string) => void;
}

function Beside({ label, lesson, onOpen }: BesideProps) {
  return (
    <button
      type="button"
      aria-label={`${label} lesson`}
      title={lesson?.title}
      disabled={lesson === undefined}
      onClick={() => lesson !== undefined && onOpen(lesson.id)}
    >
      {label}
    </button>
  );
}

function Help({ lesson, isChanged, onSolve, onStartAgain }: LessonViewProps) {
  if (lesson.solved === undefined && !isChanged) return null;
  return (
    <div class="lesson-help">
      {lesson.solved !== undefined && (
        <details>
          <summary>Stuck?</summary>
          <p>
            See the program as it is when it is mended. It takes the place of yours.{" "}
            <button type="button" onClick={onSolve}>
              Show the solution
            </button>
          </p>
        </details>
      )}
      {isChanged && (
        <button type="button" class="plain lesson-again" onClick={onStartAgain}>
          Start again with the program as it was
        </button>
      )}
    </div>
  );
}
