/**
 * The picture of a whole run as an SVG file that stands alone: with its own colours, a title and a legend.
 *
 *     svgOf(model, { title: "Pipeline" })           "<svg xmlns=..."
 */
import { colourIndex } from "../views/process-colour.ts";
import { counted, processesWords } from "../views/words.ts";
import { HALF } from "./bars.ts";
import type { Lane } from "./lane.ts";
import { type LegendItem, legendOf } from "./legend.ts";
import type { TimelineModel } from "./model.ts";
import { type Picture, type PlacedLane, pictureOf } from "./picture.ts";
import type { PlacedMark } from "./place-marks.ts";
import { SHAPES } from "./shapes.ts";
import { HEADROOM, type View } from "./view.ts";

/** `styles/tokens.css` in light; a file that is printed has no dark. */
const COLOURS = ["#3450d4", "#b5460f", "#14713a", "#9b2c8a", "#0b6e7c", "#8a5300", "#5b3fc4", "#a82a4b"];
const INK = "#1b1e26";
const SOFT = "#555b69";
const LINE = "#d5d8e0";
const GROUND = "#ffffff";

const GUTTER = 132;
const HEAD = 86;
const ROW = 34;
const MARGIN = 16;
/** A run is so wide at most, where its steps are not narrower than the least. */
const WIDEST = 1800;
const STEP = { least: 0.05, most: 24 };
/** A legend has columns of this width, and lines of this height. */
const LEGEND = { column: 210, line: 20 };

const STYLE = `
text{font:12px ui-sans-serif,system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;fill:${INK}}
.title{font-size:16px;font-weight:700}.soft{fill:${SOFT}}.pid{font-weight:700;fill:${GROUND};text-anchor:middle}
.running{fill:none;stroke-width:${2 * HALF}}.ready{fill:none;stroke-width:3}
.asleep{fill:none;stroke-width:2;stroke-dasharray:.1 5;stroke-linecap:round}
.stopped{fill:none;stroke-width:${2 * HALF - 3};stroke-dasharray:1.5 2.5}.zombie{fill:${GROUND};stroke-width:1.3}
.joints{stroke:${GROUND};fill:none}.fork{fill:none;stroke-width:2.5}
.arrow{fill:none;stroke-width:1.4}.signal{stroke-dasharray:4 3}.wait{stroke-dasharray:1 3;stroke-linecap:round}
.mark{stroke:${INK};stroke-width:1.5;stroke-linejoin:round;stroke-linecap:round}
.solid{fill:${INK}}.hollow{fill:${GROUND}}.line{fill:none;stroke-width:2.2}.halo{fill:none;stroke:${GROUND};stroke-width:4.5}
.tick{text-anchor:middle;fill:${SOFT};font-size:11px}.row{stroke:${LINE}}`;

export function svgOf(model: TimelineModel, { title }: { readonly title: string }): string {
  const scale = Math.max(STEP.least, Math.min(STEP.most, WIDEST / Math.max(1, model.length)));
  const width = Math.max(360, Math.ceil(model.length * scale));
  const height = HEADROOM + model.lanes.length * ROW;
  const view: View = { scale, left: 0, width, top: 0, height, row: ROW };
  const items = legendOf(model);
  const columns = Math.max(1, Math.floor((GUTTER + width) / LEGEND.column));
  const legendHeight = Math.ceil(items.length / columns) * LEGEND.line;
  const [w, h] = [GUTTER + width + 2 * MARGIN, HEAD + height + legendHeight + 2 * MARGIN + 12];
  const subtitle = `${processesWords(model.lanes.length)}, ${counted(model.length, "step")}`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${w}" height="${h}" viewBox="0 0 ${w} ${h}" role="img">`,
    `<title>${escaped(title)}: ${subtitle}</title>`,
    `<style>${STYLE}</style>`,
    `<rect width="${w}" height="${h}" fill="${GROUND}"/>`,
    `<text class="title" x="${MARGIN}" y="${MARGIN + 12}">${escaped(title)}</text>`,
    `<text class="soft" x="${MARGIN}" y="${MARGIN + 30}">${subtitle}</text>`,
    `<g transform="translate(${MARGIN + GUTTER} ${HEAD})">`,
    ...drawPicture(pictureOf(model, view, -26), width),
    "</g>",
    `<g transform="translate(${MARGIN} ${HEAD + height + MARGIN + 12})">`,
    ...items.map((item, index) => drawItem(item, index % columns, Math.floor(index / columns))),
    "</g>",
    "</svg>",
    "",
  ].join("\n");
}

function drawPicture({ lanes, arrows, world, ticks }: Picture, width: number): string[] {
  return [
    ...ticks.map(({ x, label }) => `<text class="tick" x="${x}" y="-6">${label}</text>`),
    ...lanes.map(({ lane, y }) => `<path class="row" d="M${-GUTTER} ${y + ROW / 2}H${width}"/>${drawLabel(lane, y)}`),
    ...lanes.map(({ lane, fork }) =>
      fork === undefined ? "" : `<path class="fork" d="${fork.path}" stroke="${colourOf(lane)}"/>`,
    ),
    ...lanes.map(drawBars),
    ...arrows.map(
      ({ kind, from, path, head, arrow }) =>
        `<g class="arrow" stroke="${colourOf(from)}"><title>${escaped(arrow.text)}</title><path class="${kind}" d="${path}"/><path d="${head}"/></g>`,
    ),
    ...lanes.flatMap(({ marks }) => marks).map(drawMark),
    ...world.map(drawMark),
  ].filter((line) => line !== "");
}

function drawLabel(lane: Lane, y: number): string {
  const name = lane.program.length > 14 ? `${lane.program.slice(0, 13)}…` : lane.program;
  return (
    `<rect x="${-GUTTER}" y="${y - 9}" width="30" height="18" rx="5" fill="${colourOf(lane)}"/>` +
    `<text class="pid" x="${-GUTTER + 15}" y="${y + 4}">${lane.pid}</text>` +
    `<text x="${-GUTTER + 37}" y="${y + 4}">${escaped(name)}</text>`
  );
}

function drawBars({ lane, bars: { paths, area, joints } }: PlacedLane): string {
  const colour = colourOf(lane);
  const lines = Object.entries(paths).map(([state, path]) => `<path class="${state}" d="${path}" stroke="${colour}"/>`);
  if (area !== undefined) lines.push(`<path d="${area}" fill="${colour}"/>`);
  if (joints !== undefined) lines.push(`<path class="joints" d="${joints}"/>`);
  return lines.join("");
}

function drawMark({ kind, x, y }: Pick<PlacedMark, "kind" | "x" | "y">): string {
  const { path, fill } = SHAPES[kind];
  return `<g class="mark" transform="translate(${x} ${y})"><path class="halo" d="${path}"/><path class="${fill}" d="${path}"/></g>`;
}

function drawItem(item: LegendItem, column: number, line: number): string {
  const [x, y] = [column * LEGEND.column, line * LEGEND.line];
  return `<g transform="translate(${x} ${y})">${drawSample(item)}<text x="38" y="4">${escaped(item.name)}</text></g>`;
}

function drawSample(item: LegendItem): string {
  switch (item.what) {
    case "state":
      return `<path class="${item.kind}" stroke="${SOFT}" d="${item.kind === "zombie" ? "M0-4H28V4H0Z" : "M0 0H28"}"/>`;
    case "mark":
      return drawMark({ kind: item.kind, x: 14, y: 0 });
    case "arrow":
      return `<g class="arrow" stroke="${SOFT}"><path class="${item.kind}" d="M0 0H26"/><path d="M22-3.5L27 0L22 3.5"/></g>`;
  }
}

function colourOf({ pid }: Lane): string {
  return COLOURS[colourIndex(pid) ?? 0] as string;
}

function escaped(text: string): string {
  return text
    .replace(/[<>&"]/g, (letter) => `&#${letter.charCodeAt(0)};`)
    .replace(/\p{Cc}/gu, (control) => `\\x${control.charCodeAt(0).toString(16).padStart(2, "0")}`);
}
