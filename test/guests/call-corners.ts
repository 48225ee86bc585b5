export const CORNERS: [string, string, string][] = [["x", "pipe", "pipe = 0 3 4"]];
