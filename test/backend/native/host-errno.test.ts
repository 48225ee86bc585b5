import { constants } from "node:os";
import { describe, expect, it } from "vitest";
import { Errno } from "../../../runtime/abi/errno.ts";
import { answerOf } from "../../../runtime/backend/native/host-errno.ts";

describe("an answer of the host becomes a guest's:", () => {
  it.each([
    ["a result stays", 7, 7],
    ["nothing stays nothing", 0, 0],
    ["an error is known by its name", -constants.errno.ENOENT, -Errno.ENOENT],
    ["EWOULDBLOCK is EAGAIN", -constants.errno.EWOULDBLOCK, -Errno.EAGAIN],
    ["EOPNOTSUPP is ENOTSUP", -constants.errno.EOPNOTSUPP, -Errno.ENOTSUP],
    ["one that guests do not know is EIO", -9999, -Errno.EIO],
  ])("%s", (_, answer, guests) => {
    expect(answerOf(answer)).toBe(guests);
  });
});
