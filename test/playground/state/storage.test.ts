import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { changeFile } from "../../../playground/program/files.ts";
import type { Store } from "../../../playground/state/browser-store.ts";
import { answerQuestion, keepDraft, reachGoals, works } from "../../../playground/state/lesson-state.ts";
import { EMPTY_PROJECT, type Project, project } from "../../../playground/state/project.ts";
import { notice } from "../../../playground/state/run-state.ts";
import { Storage } from "../../../playground/state/storage.ts";

class Memory implements Store {
  readonly kept = new Map<string, unknown>();
  async get(key: string): Promise<unknown> {
    return structuredClone(this.kept.get(key));
  }
  async set(key: string, value: unknown): Promise<void> {
    this.kept.set(key, structuredClone(value));
  }
  async update(key: string, change: (kept: unknown) => unknown): Promise<void> {
    this.kept.set(key, structuredClone(change(structuredClone(this.kept.get(key)))));
  }
}

const own = (text: string): Project => ({ ...EMPTY_PROJECT, files: [{ path: "main.c", text }] });
const other: Project = { ...own("linked"), title: "A link" };
const later = () => vi.advanceTimersByTimeAsync(1000);

let memory = new Memory();

beforeEach(() => {
  vi.useFakeTimers();
  memory = new Memory();
  notice.value = undefined;
  project.value = EMPTY_PROJECT;
  works.value = {};
});

afterEach(() => vi.useRealTimers());

describe("what one works on", () => {
  it("is there again in the next visit, as it was changed last", async () => {
    const storage = new Storage(memory);
    expect(await storage.restore()).toBeUndefined();
    const end = storage.keep();
    for (const text of ["a", "ab", "abc"]) project.value = own(text);
    await later();
    end();
    expect(await new Storage(memory).restore()).toEqual(own("abc"));
  });

  it("may be a program without its source", async () => {
    const storage = new Storage(memory);
    const end = storage.keep();
    const wasm: Project = { ...EMPTY_PROJECT, files: [], wasm: new Uint8Array([0, 97, 115, 109]) };
    project.value = wasm;
    await later();
    end();
    expect(await new Storage(memory).restore()).toEqual(wasm);
  });

  it("is not taken away by what is only looked at, and stays at hand when that is changed", async () => {
    const storage = new Storage(memory);
    const end = storage.keep();
    project.value = own("mine");
    await later();
    storage.open(other);
    await later();
    expect(await new Storage(memory).restore()).toEqual(own("mine"));
    project.value = changeFile(other, "main.c", "changed");
    await later();
    project.value = changeFile(other, "main.c", "changed again");
    await later();
    end();
    expect(await new Storage(memory).restore()).toEqual(changeFile(other, "main.c", "changed again"));
    expect(await storage.before()).toEqual(own("mine"));
  });

  it("of an earlier visit stays at hand when a page that was opened with a link is changed", async () => {
    await memory.set("prong-work", own("long ago"));
    const storage = new Storage(memory);
    storage.open(other);
    const end = storage.keep();
    project.value = changeFile(other, "main.c", "changed");
    await later();
    end();
    expect(await storage.before()).toEqual(own("long ago"));
  });

  it("is written before something else is opened", async () => {
    const storage = new Storage(memory);
    const end = storage.keep();
    project.value = own("mine");
    storage.open(other);
    project.value = changeFile(other, "main.c", "changed");
    await later();
    end();
    expect(await storage.before()).toEqual(own("mine"));
    expect(await storage.restore()).toEqual(changeFile(other, "main.c", "changed"));
  });

  it("may be a lesson: what was done in it is kept, and that one was there, and one's own program is left alone", async () => {
    const storage = new Storage(memory);
    const end = storage.keep();
    project.value = own("mine");
    await later();
    project.value = { ...own("draft"), lesson: "vfork" };
    answerQuestion("vfork", "b");
    await later();
    end();
    works.value = {};
    const next = new Storage(memory);
    await next.restoreLessons();
    expect(works.value["vfork"]?.answer).toBe("b");
    expect(await next.place()).toBe("vfork");
    expect(await next.restore()).toEqual(own("mine"));
  });

  it.each(["pagehide", "visibilitychange"])("is written before the page is left: %s", async (leaving) => {
    const page = new EventTarget();
    const storage = new Storage(memory);
    await storage.restore();
    const end = storage.keep(page);
    project.value = own("typed last");
    page.dispatchEvent(new Event(leaving));
    await vi.advanceTimersByTimeAsync(0);
    expect(memory.kept.get("prong-work")).toEqual(own("typed last"));
    end();
    project.value = own("of nobody");
    page.dispatchEvent(new Event(leaving));
    await later();
    expect(memory.kept.get("prong-work")).toEqual(own("typed last"));
  });

  it("is written at once when it takes the place of something else, which is moved before", async () => {
    await memory.set("prong-work", own("long ago"));
    const storage = new Storage(memory);
    storage.open(other);
    const end = storage.keep();
    project.value = changeFile(other, "main.c", "a");
    await vi.advanceTimersByTimeAsync(0);
    expect(memory.kept.get("prong-work")).toEqual(changeFile(other, "main.c", "a"));
    expect(memory.kept.get("prong-work-before")).toEqual(own("long ago"));
    end();
  });

  it("is no other's once it is changed", () => {
    const storage = new Storage(memory);
    storage.open(other);
    expect(storage.isOthers(project.value)).toBe(true);
    project.value = changeFile(other, "main.c", "changed");
    expect(storage.isOthers(project.value)).toBe(false);
  });

  it("may be lessons in two tabs: neither wipes what was done in the other", async () => {
    await memory.set("prong-lessons", { shell: { answer: "a", reached: ["predict"], draft: undefined } });
    const storage = new Storage(memory);
    await storage.restoreLessons();
    const end = storage.keep();
    const there = { answer: "c", reached: ["fix"], draft: [{ path: "sh.c", text: "there" }] };
    const elsewhere = { answer: "b", reached: [], draft: undefined };
    await memory.set("prong-lessons", { shell: there, vfork: elsewhere });
    reachGoals("shell", ["back"]);
    keepDraft("pipe", [{ path: "pipe.c", text: "here" }]);
    await later();
    end();
    expect(memory.kept.get("prong-lessons")).toEqual({
      shell: { ...there, reached: ["fix", "predict", "back"] },
      vfork: elsewhere,
      pipe: { answer: undefined, reached: [], draft: [{ path: "pipe.c", text: "here" }] },
    });
  });

  it.each([
    ["something else", 7],
    ["of another version", { files: "none" }],
    ["a program", { ...EMPTY_PROJECT, settings: {} }],
  ])("is not restored where it is no project: %s", async (_, kept) => {
    await memory.set("prong-work", kept);
    expect(await new Storage(memory).restore()).toBeUndefined();
  });
});

describe("a browser that keeps nothing", () => {
  it.each([
    ["is full", new DOMException("full", "QuotaExceededError"), "there is no room left"],
    ["forbids it", new DOMException("no", "SecurityError"), "it is not allowed"],
  ])("as it %s takes nothing away, and says so once", async (_, error, why) => {
    memory.get = memory.set = memory.update = () => Promise.reject(error);
    const storage = new Storage(memory);
    expect(await storage.restore()).toBeUndefined();
    const end = storage.keep();
    project.value = own("a");
    await later();
    expect(notice.value?.text).toBe(
      `Cannot keep your program in this browser: ${why}. Nothing is lost as long as the page is open: share a link to keep it`,
    );
    notice.value = undefined;
    project.value = own("b");
    await later();
    end();
    expect([notice.value, project.value]).toEqual([undefined, own("b")]);
  });
});
