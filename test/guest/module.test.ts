import { createHash } from "node:crypto";
import { expect, it } from "vitest";
import { inspectGuest } from "../../runtime/guest/inspect.ts";
import { program } from "./wat.ts";

it("a guest's hash is the SHA-256 of its bytes", () => {
  const bytes = program("nop");
  expect(inspectGuest(bytes).hash).toBe(createHash("sha256").update(bytes).digest("hex"));
});
