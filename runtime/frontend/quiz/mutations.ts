/** Outputs that look as if a program could print them: real ones, changed. */
import type { Draw } from "./draw.ts";

/** An output as the things that were printed: numbers and words, or single letters. */
export function tokensOf(output: string): string[] {
  return output.includes(" ") ? output.split(" ").filter((word) => word !== "") : [...output];
}

/** Outputs that differ from one of these by a thing in another place, one missing, or one too many. */
export function mutations(outputs: readonly string[], draw: Draw): string[] {
  const made = new Set<string>();
  for (let i = 0; i < 60; i++) {
    const output = draw.pick(outputs);
    const tokens = tokensOf(output);
    if (tokens.length > 0) made.add(changed(tokens, draw).join(output.includes(" ") ? " " : ""));
  }
  return [...made].filter((output) => output !== "" && !outputs.includes(output));
}

function changed(tokens: readonly string[], draw: Draw): string[] {
  const at = draw.between(0, tokens.length - 1);
  const other = draw.between(0, tokens.length - 1);
  const token = tokens[at] as string;
  const rest = [...tokens.slice(0, at), ...tokens.slice(at + 1)];
  switch (draw.between(0, 9)) {
    case 0:
      return tokens.length === 1 ? [token, token] : rest;
    case 1:
      return [...tokens.slice(0, other), token, ...tokens.slice(other)];
    default:
      return [...rest.slice(0, other), token, ...rest.slice(other)];
  }
}
