/** How many columns and rows have room: known before the terminal itself is there, as a run begins with it. */
import type { Window } from "../../runtime/index.ts";

export const FONT_SIZE = 13;
export const LINE_HEIGHT = 1.2;

export interface Cell {
  readonly width: number;
  readonly height: number;
}

/** Less than a shell can be used with is scrolled. */
const LEAST: Window = { columns: 20, rows: 4 };
const MOST: Window = { columns: 200, rows: 60 };

export function fitting(width: number, height: number, cell: Cell): Window {
  return {
    columns: clamp(Math.floor(width / cell.width), LEAST.columns, MOST.columns),
    rows: clamp(Math.floor(height / cell.height), LEAST.rows, MOST.rows),
  };
}

function clamp(value: number, least: number, most: number): number {
  return Number.isFinite(value) ? Math.min(Math.max(value, least), most) : least;
}

/** Measures as xterm.js does, so that both find the same. */
export function measureCell(fontFamily: string, ratio = devicePixelRatio): Cell {
  const context = new OffscreenCanvas(100, 100).getContext("2d");
  if (context === null) return { width: FONT_SIZE * 0.6, height: FONT_SIZE * LINE_HEIGHT * 1.2 };
  context.font = `${FONT_SIZE}px ${fontFamily}`;
  const { width, fontBoundingBoxAscent, fontBoundingBoxDescent } = context.measureText("W");
  const letter = Math.ceil((fontBoundingBoxAscent + fontBoundingBoxDescent) * ratio);
  return { width, height: Math.floor(letter * LINE_HEIGHT) / ratio };
}
