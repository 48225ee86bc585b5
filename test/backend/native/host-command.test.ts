import { expect, it } from "vitest";
import { hostCommand, readHostCommand } from "../../../runtime/backend/native/host-command.ts";
import { describeNative } from "./native.ts";

const START = {
  path: "/tmp/a guest.wasm",
  args: ["guest", "", "--help", "2"],
  environment: ["NODE_OPTIONS=--nothing", "A="],
};

describeNative("the command of a Node for a guest", () => {
  it("holds the guest's arguments and variables, and can be read again", () => {
    const { file, args } = hostCommand(START);
    expect(args[0]).toBe(file);
    const host = args.findIndex((text) => text.endsWith("host.cjs"));
    expect(readHostCommand(args.slice(host + 1))).toEqual(START);
  });

  it("keeps the guest's variables from Node, which would obey some", () => {
    expect(hostCommand(START).environment.some((text) => text.startsWith("NODE_OPTIONS"))).toBe(false);
  });
});
