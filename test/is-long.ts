/** `PRONG_PROGRAMS`, which asks some tests for more random programs, asks others for all levels, variants and seeds. */
export const IS_LONG = process.env.PRONG_PROGRAMS !== undefined;
