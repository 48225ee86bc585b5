/** Statements that programs of many topics have. */

/** Every printf writes at once then. */
export const UNBUFFERED = "setbuf(stdout, NULL);";

/** Waits for all children that there are. */
export const WAIT_FOR_ALL = "while (wait(NULL) > 0) {}";

export const print = (text: string) => `printf("${text}");`;

export const printNumber = (expression: string) => `printf("%d ", ${expression});`;
