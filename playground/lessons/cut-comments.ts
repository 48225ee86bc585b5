/** A source cut into what is comment and what is not, in order. */
export interface Piece {
  readonly text: string;
  readonly isComment: boolean;
}

/** Strings first: what looks like a comment in them is none. */
const TOKEN = /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|(\/\*[\s\S]*?\*\/|\/\/.*)/g;

export function cutComments(source: string): Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  for (const { 0: all, 1: comment, index } of source.matchAll(TOKEN)) {
    if (comment === undefined) continue;
    if (index > end) pieces.push({ text: source.slice(end, index), isComment: false });
    pieces.push({ text: all, isComment: true });
    end = index + all.length;
  }
  if (end < source.length) pieces.push({ text: source.slice(end), isComment: false });
  return pieces;
}
