import { describe, expect, it } from "vitest";
import { refresh } from "../../runtime/kernel/mappings/share.ts";
import { settle } from "../../runtime/kernel/page-faults.ts";
import type { Process } from "../../runtime/kernel/process.ts";
import { ANONYMOUS, Mapper, SHARED } from "./mappings/mapper.ts";
import { RESULT, Rig } from "./rig.ts";

const [NEVER, FOREVER] = [0n, -1n];

describe("a word", () => {
  it("is changed at once where it has a value that the caller wants", () => {
    const rig = new Rig();
    const change = (low: number, high: number, by: number) => rig.say("word_change", RESULT, low, high, by, NEVER);
    expect([change(0, 0, 5), change(1, 4, -1), change(5, 9, -6), change(-1, -1, 0)]).toEqual([0, "EAGAIN", 0, 0]);
    expect(rig.view.getInt32(RESULT, true)).toBe(-1);
  });

  it.each<[string, string, number]>([
    ["an odd address", "EINVAL", RESULT + 2],
    ["a bad address", "EFAULT", 1 << 21],
  ])("is not at %s: %s", (_what, errno, address) => {
    expect(new Rig().say("word_change", address, 0, 0, 0, NEVER)).toBe(errno);
  });

  it("is waited for until a time", () => {
    const rig = new Rig();
    expect(rig.say("word_change", RESULT, 1, 1, 0, 5000n)).toBe("WAIT");
    const { state } = rig.process;
    const until = state.kind === "waiting" ? (state.until as number) : 0;
    expect(until).toBe(rig.world.clock.elapsed + 5000);
    rig.world.clock.advanceTo(until);
    rig.world.runQueue.expire(until);
    rig.process.progress = until - 5000;
    expect(rig.say("word_change", RESULT, 1, 1, 0, 5000n)).toBe("ETIMEDOUT");
    expect(rig.world.words.size).toBe(0);
  });

  it("of memory of one's own is nobody else's", () => {
    const rig = new Rig();
    const other = rig.fork();
    expect(rig.say("word_change", RESULT, 1, 1, 0, FOREVER)).toBe("WAIT");
    rig.as(other, () => rig.call("word_change", RESULT, 0, 0, 0, NEVER));
    expect(rig.process.state.kind).toBe("waiting");
  });
});

describe("a word of shared memory", () => {
  /** Calls as a process that runs alone. */
  function as(mapper: Mapper, process: Process, low: number, by: number, address: number) {
    const { kernel } = mapper.rig;
    refresh(kernel, process);
    kernel.memory.attach(mapper.bytes(process).buffer as ArrayBuffer, 1 << 20);
    const answer = mapper.rig.as(process, () => mapper.rig.say("word_change", address, low, 9, by, FOREVER));
    settle(kernel, process);
    return answer;
  }

  it("wakes who waits for it at another address", () => {
    const mapper = new Mapper();
    const { process } = mapper.rig;
    const at = mapper.mapped(4096, SHARED | ANONYMOUS);
    const child = mapper.fork();
    const moved = mapper.rig.call("mremap", at, 4096, 4096, 3, at + 0x20000);
    expect(as(mapper, child, 1, -1, at + 8)).toBe("WAIT");
    const { state } = child;
    expect(state.kind === "waiting" && state.on[0]?.name).toBe("the word at 0x8 of shared memory to change");
    expect(as(mapper, process, 0, 1, moved + 4)).toBe(0);
    expect(child.state.kind).toBe("waiting");
    expect(as(mapper, process, 0, 1, moved + 8)).toBe(0);
    expect(child.state.kind).toBe("runnable");
    expect(as(mapper, child, 1, -1, at + 8)).toBe(0);
    expect(mapper.rig.world.words.size).toBe(0);
  });
});
