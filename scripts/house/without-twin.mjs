/**
 * Files of runtime that export a function or class and have no twin, each with the test that covers it
 * (a path under test/, which must exist) or, where none is needed, the reason.
 * @type {Readonly<Record<string, string>>}
 */
export const WITHOUT_TWIN = {};
