import { expect, it } from "vitest";
import { AT_FDCWD } from "../../../runtime/abi/flags.ts";
import { FIRST, guestFd, hostDirectory, hostFd } from "../../../runtime/backend/native/descriptors.ts";
import { HostAt } from "../../../runtime/backend/native/host-flags.ts";

it("a guest's descriptor lies above Node's own; what is none stays none", () => {
  expect([hostFd(0), hostFd(5), hostFd(-1), hostFd(-2147483648)]).toEqual([FIRST, FIRST + 5, -1, -1]);
});

it("the current directory is the host's", () => {
  expect([hostDirectory(AT_FDCWD), hostDirectory(3), hostDirectory(-1)]).toEqual([HostAt.AT_FDCWD, FIRST + 3, -1]);
});

it("what the host opened is the guest's by its own number; an error stays one", () => {
  expect([guestFd(FIRST), guestFd(FIRST + 7), guestFd(-2)]).toEqual([0, 7, -2]);
});
