/** What will happen? One chooses and answers; then one is told why it is so, or what one has overlooked, and may answer again. */
import { useId, useState } from "preact/hooks";
import type { Question } from "./lesson.ts";
import { type Follow, MarkupLine } from "./markup-view.tsx";
import "./question-view.css";

interface QuestionViewProps {
  readonly question: Question;
  /** The option that was answered last. */
  readonly answer: string | undefined;
  readonly onAnswer: (option: string) => void;
  readonly onFollow: Follow;
}

export function QuestionView({ question, answer, onAnswer, onFollow }: QuestionViewProps) {
  const { ask, options, right } = question;
  const name = useId();
  const [chosen, choose] = useState(answer);
  const answered = options.find(({ id }) => id === answer);
  const isRight = answer === right;
  return (
    <section class="question" aria-labelledby={`${name}-title`}>
      <h3 id={`${name}-title`}>Predict</h3>
      <form
        onSubmit={(submitted) => {
          submitted.preventDefault();
          if (chosen !== undefined && chosen !== answer) onAnswer(chosen);
        }}
      >
        <fieldset>
          <legend class="markup-line">
            <MarkupLine text={ask} onFollow={onFollow} />
          </legend>
          {options.map(({ id, text }) => (
            <label key={id} class={chosen === id ? "question-option chosen" : "question-option"}>
              <input type="radio" name={name} value={id} checked={chosen === id} onChange={() => choose(id)} />
              <span class="markup-line">
                <MarkupLine text={text} onFollow={onFollow} />
              </span>
            </label>
          ))}
        </fieldset>
        {/* Still there when it has nothing to do: it has the focus. */}
        <button
          type="submit"
          class={chosen === answer ? undefined : "primary"}
          disabled={chosen === undefined}
          aria-disabled={chosen === answer}
        >
          {labelOf(chosen, answer)}
        </button>
      </form>
      <div aria-live="polite">
        {answered !== undefined && (
          <p class={isRight ? "question-verdict right markup-line" : "question-verdict wrong markup-line"}>
            <strong>{isRight ? "Right. " : "Not so. "}</strong>
            <MarkupLine text={answered.why} onFollow={onFollow} />
          </p>
        )}
      </div>
      {isRight && <OtherAnswers question={question} onFollow={onFollow} />}
    </section>
  );
}

function OtherAnswers({ question, onFollow }: Pick<QuestionViewProps, "question" | "onFollow">) {
  return (
    <details>
      <summary>Why not the others?</summary>
      <dl class="question-others">
        {question.options
          .filter(({ id }) => id !== question.right)
          .map(({ id, text, why }) => (
            <div key={id}>
              <dt class="markup-line">
                <MarkupLine text={text} onFollow={onFollow} />
              </dt>
              <dd class="markup-line">
                <MarkupLine text={why} onFollow={onFollow} />
              </dd>
            </div>
          ))}
      </dl>
    </details>
  );
}

function labelOf(chosen: string | undefined, answer: string | undefined): string {
  if (answer === undefined) return "Answer";
  return chosen === answer ? "Answered" : "Answer again";
}
