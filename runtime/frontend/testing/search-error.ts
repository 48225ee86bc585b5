/** The question of a test cannot be answered by searching; the message says why and how to mend it. */
export class SearchError extends Error {
  override readonly name = "SearchError";
}
