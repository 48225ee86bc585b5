/** The command line asks for something that cannot be; the message says what and how to mend it. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}
