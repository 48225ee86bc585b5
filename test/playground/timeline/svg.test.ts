import { beforeAll, describe, expect, it } from "vitest";
import { modelOf, type TimelineModel } from "../../../playground/timeline/model.ts";
import { svgOf } from "../../../playground/timeline/svg.ts";
import { seenSteps } from "./seen-steps.ts";

describe("the file of a timeline", () => {
  let model: TimelineModel;
  let svg: string;
  beforeAll(async () => {
    model = modelOf(undefined, await seenSteps("zombies-and-orphans.c"));
    svg = svgOf(model, { title: 'Zombies & "orphans" <1>' });
  });

  it("is well-formed: each element that is opened is closed", () => {
    const open: string[] = [];
    for (const [, slash, name, rest] of svg.matchAll(/<(\/?)(\w+)((?:"[^"]*"|[^">])*)>/g)) {
      if (slash === "/") expect(open.pop()).toBe(name);
      else if (!(rest as string).endsWith("/")) open.push(name as string);
    }
    expect(open).toEqual([]);
    expect(svg).not.toMatch(/NaN|undefined/);
  });

  it("has a title, and what is in it cannot be mistaken for elements", () => {
    expect(svg).toContain("<title>Zombies &#38; &#34;orphans&#34; &#60;1&#62;: 4 processes, 32 steps</title>");
  });

  it("names each process by its pid and its program", () => {
    const labels = [...svg.matchAll(/class="pid"[^>]*>(\d+)<\/text><text[^>]*>([^<]*)/g)].map(
      ([, pid, name]) => `${pid} ${name}`,
    );
    expect(labels).toEqual([2, 3, 4, 5].map((pid) => `${pid} zombies-and-o…`));
  });

  it("explains what it shows, and nothing else", () => {
    const legend = [...svg.matchAll(/<text x="38" y="4">([^<]*)/g)].map(([, name]) => name);
    expect(legend).toEqual([
      "running",
      "ready: could run",
      "asleep: waits",
      "zombie: not waited for",
      "forks",
      "exits",
      "is reaped by its parent",
      "writes output",
      "bytes through a pipe",
      "end that is waited for",
    ]);
  });

  it("has its own colours: nothing of the page", () => {
    expect(svg).not.toContain("var(");
  });

  it("is there for a run without steps, too", () => {
    expect(svgOf(modelOf(undefined, []), { title: "Nothing" })).toContain("0 processes, 0 steps");
  });
});
