/**
 * Keeps what the person works on from visit to visit, in this browser: their own program, what they have done in the lessons
 * (`lesson-state.ts`), and which of these they were at. What was only opened by a link is no work yet: it is kept from the first
 * change on, and what was kept before stays at hand. A browser that keeps nothing takes nothing away either: the page goes on, and
 * the person is told once.
 */
import { effect } from "@preact/signals";
import { BROWSER, type Store } from "./browser-store.ts";
import { mergeWorks, readWorks, type Works, works } from "./lesson-state.ts";
import { type Project, project } from "./project.ts";
import { readProject } from "./project-json.ts";
import { notice } from "./run-state.ts";

const WORK = "prong-work";
const BEFORE = "prong-work-before";
const LESSONS = "prong-lessons";
const PLACE = "prong-place";

/** Who types is not waited for. */
const SOON = 300;
/** A page that is left may not come back. */
const LEAVING = ["pagehide", "visibilitychange"];

export class Storage {
  readonly #store: Store;
  /** What was opened, and not made here. */
  readonly #opened = new WeakSet<Project>();
  /** What is known to be kept of lessons. */
  #works: Works = {};
  /** Is what was kept in an earlier visit, or before something was opened, in the place of work? */
  #isOther = true;
  #last: Project | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** What is written when the timer is up. */
  #unwritten: Project | undefined;
  #writing: Promise<void> = Promise.resolve();
  #isTold = false;

  constructor(store: Store = BROWSER) {
    this.#store = store;
  }

  /** The lesson at which the person was last; undefined where it was none. */
  async place(): Promise<string | undefined> {
    const kept = await this.#get(PLACE);
    return typeof kept === "string" ? kept : undefined;
  }

  /** Has what was done in the lessons before. */
  async restoreLessons(): Promise<void> {
    this.#works = readWorks(await this.#get(LESSONS));
    works.value = mergeWorks(this.#works, {}, works.value);
  }

  /** The person's own program; undefined in a first visit, or where nothing can be kept. */
  restore(): Promise<Project | undefined> {
    this.#isOther = false;
    return this.#read(WORK);
  }

  /** What they worked on before they opened something else and changed that. */
  before(): Promise<Project | undefined> {
    return this.#read(BEFORE);
  }

  /** Was it opened as somebody else's, and not changed since? */
  isOthers(project: Project): boolean {
    return this.#opened.has(project);
  }

  /** Has the page work on this, which is somebody else's. */
  open(opened: Project): void {
    this.#flush();
    this.#opened.add(opened);
    project.value = opened;
  }

  /** From now on, changes are kept, the last ones when the page is left. Answers how to end that. */
  keep(page = new EventTarget()): () => void {
    const leave = () => this.#flush();
    for (const leaving of LEAVING) page.addEventListener(leaving, leave);
    const ends = [
      effect(() => {
        const now = project.value;
        if (this.#opened.has(now)) this.#isOther = true;
        else if (now.lesson === undefined && this.#last !== undefined && now !== this.#last) this.#writeSoon(now);
        this.#last = now;
      }),
      effect(() => void this.#keepWorks(works.value)),
      effect(() => void this.#set(PLACE, project.value.lesson)),
    ];
    return () => {
      for (const end of ends) end();
      for (const leaving of LEAVING) page.removeEventListener(leaving, leave);
      clearTimeout(this.#timer);
    };
  }

  /** Another page may be at the lessons, too: only what was changed here is written. */
  async #keepWorks(now: Works): Promise<void> {
    const before = this.#works;
    if (now === before) return;
    this.#works = now;
    try {
      await this.#store.update(LESSONS, (kept) => mergeWorks(readWorks(kept), before, now));
    } catch (error) {
      this.#tell(error);
    }
  }

  #writeSoon(now: Project): void {
    this.#unwritten = now;
    clearTimeout(this.#timer);
    // What was there before is moved first, and who leaves the page does not wait for that.
    if (this.#isOther) this.#flush();
    else this.#timer = setTimeout(() => this.#flush(), SOON);
  }

  /** One after the other, so that what was there before is what was written before. */
  #flush(): void {
    const now = this.#unwritten;
    if (now === undefined) return;
    clearTimeout(this.#timer);
    this.#unwritten = undefined;
    const isOther = this.#isOther;
    this.#isOther = false;
    this.#writing = this.#writing.then(() => this.#write(now, isOther));
  }

  async #write(now: Project, isOther: boolean): Promise<void> {
    try {
      if (isOther) {
        const other = await this.#store.get(WORK);
        if (other !== undefined) await this.#store.set(BEFORE, other);
      }
      await this.#store.set(WORK, now);
    } catch (error) {
      this.#tell(error);
    }
  }

  async #get(key: string): Promise<unknown> {
    try {
      return await this.#store.get(key);
    } catch {
      return undefined;
    }
  }

  async #set(key: string, value: unknown): Promise<void> {
    try {
      await this.#store.set(key, value);
    } catch (error) {
      this.#tell(error);
    }
  }

  /** It may have been kept by another version of the page. */
  async #read(key: string): Promise<Project | undefined> {
    try {
      const kept = (await this.#get(key)) as Project | undefined;
      return kept && readProject(kept, kept.wasm);
    } catch {
      return undefined;
    }
  }

  #tell(error: unknown): void {
    if (this.#isTold) return;
    this.#isTold = true;
    const why =
      error instanceof Error && error.name === "QuotaExceededError" ? "there is no room left" : "it is not allowed";
    const text = `Cannot keep your program in this browser: ${why}. Nothing is lost as long as the page is open: share a link to keep it`;
    notice.value = { kind: "failure", text };
  }
}

export const storage = new Storage();
