/**
 * A quiz: questions about small programs that fork, the same for the same seed. What is right is found out by exploring; a
 * program that cannot be explored quickly, or gives no good question, is drawn anew.
 *
 *     const quiz = new Quiz(new Laboratory(compile), { seed: 7, count: 3 });
 *     const question = await quiz.next();
 */
import { Draw } from "./draw.ts";
import type { Laboratory } from "./laboratory.ts";
import type { Asked, Question, Studied } from "./question.ts";
import { askDeadlock } from "./questions/deadlock.ts";
import { askOrder } from "./questions/order.ts";
import { askOutputs } from "./questions/outputs.ts";
import { askPrinted } from "./questions/printed.ts";
import { askProcesses } from "./questions/processes.ts";
import { askTree } from "./questions/tree.ts";
import { type KindName, LEVELS, type Level, type Topic } from "./topic.ts";
import { TOPICS } from "./topics.ts";

export interface QuizOptions {
  readonly seed: number;
  /** How many questions there will be. */
  readonly count: number;
  /** How hard all of them are; without it they begin with the easiest and end with the hardest. */
  readonly level?: Level;
}

const KINDS: Readonly<Record<KindName, (studied: Studied, draw: Draw) => Promise<Asked | undefined>>> = {
  outputs: askOutputs,
  order: askOrder,
  printed: askPrinted,
  processes: askProcesses,
  tree: askTree,
  deadlock: askDeadlock,
};

/** After so many programs that were no good, another topic is taken. */
const TRIES_A_TOPIC = 20;
const MOST_TRIES = 400;

export class Quiz {
  readonly #laboratory: Laboratory;
  readonly #options: QuizOptions;
  readonly #seen = new Set<string>();
  /** The topics of each level, in the order in which they are taken: the first one next. */
  readonly #decks: ReadonlyMap<Level, Topic[]>;
  #asked = 0;

  constructor(laboratory: Laboratory, options: QuizOptions) {
    this.#laboratory = laboratory;
    this.#options = options;
    this.#decks = new Map(
      LEVELS.map((level) => [
        level,
        new Draw(options.seed, level).shuffle(TOPICS.filter((topic) => topic.level === level)),
      ]),
    );
  }

  /** The next question. There is always one more, but in time they repeat themselves. */
  async next(): Promise<Question> {
    const number = ++this.#asked;
    const { seed, count } = this.#options;
    const level = this.#options.level ?? levelOf(number, count);
    for (let tries = 0; tries < MOST_TRIES; tries++) {
      const deck = this.#decks.get(level) as Topic[];
      const topic = deck[0] as Topic;
      const question = await this.#ask(topic, new Draw(seed, level, number, tries), number);
      if (question !== undefined || (tries + 1) % TRIES_A_TOPIC === 0) deck.push(deck.shift() as Topic);
      if (question !== undefined) return question;
    }
    throw new RangeError(
      `Cannot find question ${number} of ${count}: all that are left have been asked. Ask for fewer`,
    );
  }

  async #ask(topic: Topic, draw: Draw, number: number): Promise<Question | undefined> {
    const sketch = topic.draw(draw);
    const { source, lesson } = sketch;
    const form = formOf(source);
    const kinds = draw.shuffle(sketch.kinds).filter((kind) => !this.#seen.has(`${kind} ${form}`));
    if (kinds.length === 0) return undefined;
    const endings = await this.#laboratory.endings(source);
    if (endings === undefined) return undefined;
    for (const kind of kinds) {
      const asked = await KINDS[kind]({ sketch, endings, laboratory: this.#laboratory }, draw);
      if (asked === undefined) continue;
      this.#seen.add(`${kind} ${form}`);
      return { ...asked, number, level: topic.level, topic: topic.name, kind, source, lesson, endings };
    }
    return undefined;
  }
}

/** The same for programs that differ in their letters and numbers only: these are one exercise. */
function formOf(source: string): string {
  return source.replace(/printf\("\w"\)|'\w'/g, "print").replace(/\d+/g, "0");
}

/** In equal parts, the easiest first. */
function levelOf(number: number, count: number): Level {
  return LEVELS[Math.min(LEVELS.length - 1, Math.floor(((number - 1) * LEVELS.length) / count))] as Level;
}
