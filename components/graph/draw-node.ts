/** A node: its name, its part or how much it stands for, its marks in form and word, and its tier's hue. */
import type { ShownNode } from "#lib/core/graph/shown-graph.ts";
import { drawMark, MARK_ORDER, markColour, SHORT_MARK_WORDS, WORST_FIRST } from "./mark-look.ts";
import { hueOf, type Palette } from "./palette.ts";
import type { Pen } from "./pen.ts";
import type { Box } from "./scene.ts";
import { cutToWidth, shownName, textWidth } from "./text-width.ts";

interface Emphasis {
  readonly isSelected: boolean;
  readonly isHighlit: boolean;
}

const ROUND = 7;
/** From further away nobody sees that a corner is round. */
const ROUND_FROM = 0.3;
const NAME = 12.5;
const DETAIL = 10.5;
/** Where the small letters would have fewer pixels, names alone are written, and larger. */
const LEAST_PIXELS = 6.4;

const KIND_WORDS: Readonly<Record<ShownNode["kind"], string>> = {
  group: "in no stack",
  source: "source",
  "prefix-list": "prefix list",
  networks: "without a name",
  internet: "anyone",
  cluster: "",
};

const counted = (count: number, one: string): string => `${count} ${one}${count === 1 ? "" : "s"}`;

/** What stands under the name. */
export const nodeDetail = (node: ShownNode): string => {
  if (node.kind !== "cluster") return node.plays?.tier ?? KIND_WORDS[node.kind];
  return counted(
    node.members.length,
    node.level === "outside" || node.level === "person" ? "source" : "group",
  );
};

const drawMarks = (pen: Pen, node: ShownNode, box: Box, palette: Palette): number => {
  const marks = MARK_ORDER.filter((mark) => node.marks[mark] !== undefined);
  const y = box.y + box.height - 12;
  let x = box.x + box.width - 10;
  const isCluster = node.kind === "cluster";
  for (const [place, mark] of [...marks].reverse().entries()) {
    const isWorst = place === marks.length - 1;
    const word = isCluster ? `${node.marks[mark]}` : isWorst ? SHORT_MARK_WORDS[mark] : "";
    if (word !== "") {
      pen.text(x, y, word, { colour: markColour(mark, palette), size: DETAIL, weight: 560, anchor: "end" });
      x -= textWidth(word, DETAIL) + 5;
    }
    drawMark(pen, mark, x - 4, y, 9, palette);
    x -= 14;
  }
  return x;
};

const STRIP = 5;

/** The hues of the tiers that a cluster stands for, one below the other. Returns how wide they are. */
const drawTiers = (pen: Pen, { kind, tiers }: ShownNode, box: Box, palette: Palette): number => {
  if (kind !== "cluster" || tiers.length === 0) return 0;
  const height = (box.height - 8) / tiers.length;
  tiers.forEach((tier, at) => {
    const part = { x: box.x + 4, y: box.y + 4 + at * height, width: STRIP, height: height - 1 };
    pen.rectangle(part, 0, palette.hues[hueOf(tier)].strong, null);
  });
  return STRIP + 1;
};

/** Pixels of a name from afar: as many as it has room for. Below the last, letters are noise. */
const FAR_NAME = { usual: 9.5, tight: 6.6, least: 6 } as const;
/** As high as a node has room for. */
const HIGHEST_NAME = 28;

/** From afar: the name as large as fits, and the worst mark. */
const drawFromAfar = (pen: Pen, node: ShownNode, box: Box, palette: Palette, scale: number): void => {
  const worst = WORST_FIRST.find((mark) => node.marks[mark] !== undefined);
  const y = box.y + box.height / 2;
  if (worst !== undefined) drawMark(pen, worst, box.x + box.width - 16, y, 18, palette);
  const name = shownName(node.label);
  const room = box.width - (worst === undefined ? 18 : 38);
  const fitting = Math.min(FAR_NAME.usual / scale, room / Math.max(1, textWidth(name, 1)));
  const size = Math.min(HIGHEST_NAME, Math.max(FAR_NAME.tight / scale, fitting));
  if (size * scale < FAR_NAME.least) return;
  pen.text(box.x + 9, y, cutToWidth(name, room, size), {
    colour: palette.ink,
    size,
    weight: 560,
    anchor: "start",
  });
};

export const drawNode = (
  pen: Pen,
  node: ShownNode,
  box: Box,
  palette: Palette,
  scale: number,
  { isSelected, isHighlit }: Emphasis,
): void => {
  const hue = palette.hues[hueOf(node.plays?.tier ?? null)];
  const isOutside = node.kind !== "group" && node.kind !== "cluster";
  const edge = isSelected || isHighlit ? palette.accent : hue.strong;
  const width = isSelected ? 3 : isHighlit ? 2.4 : node.kind === "cluster" ? 1.6 : 1.1;
  // A cluster is a pile: a second edge shows beneath it.
  if (node.kind === "cluster" && scale > 0.3)
    pen.rectangle({ ...box, x: box.x + 4, y: box.y + 4 }, ROUND, palette.panel, {
      colour: palette.lineStrong,
      width: 1,
    });
  const radius = isOutside ? box.height / 2 : scale < ROUND_FROM ? 0 : ROUND;
  pen.rectangle(box, radius, hue.soft, { colour: edge, width });
  const strip = drawTiers(pen, node, box, palette);
  if (DETAIL * scale < LEAST_PIXELS) {
    drawFromAfar(pen, node, { ...box, x: box.x + strip, width: box.width - strip }, palette, scale);
    return;
  }
  const left = box.x + (isOutside ? 16 : 12) + strip;
  const count = node.interfaces === 0 ? "" : `×${node.interfaces}`;
  const countWidth = count === "" ? 0 : textWidth(count, DETAIL) + 6;
  const room = box.width - (left - box.x) - 10 - countWidth;
  pen.text(left, box.y + 13.5, cutToWidth(shownName(node.label), room, NAME), {
    colour: palette.ink,
    size: NAME,
    weight: 560,
    anchor: "start",
  });
  if (count !== "")
    pen.text(box.x + box.width - 10, box.y + 13.5, count, {
      colour: palette.muted,
      size: DETAIL,
      weight: 400,
      anchor: "end",
    });
  const end = drawMarks(pen, node, box, palette);
  const detail = cutToWidth(shownName(nodeDetail(node)), end - left, DETAIL);
  pen.text(left, box.y + box.height - 12, detail, {
    colour: node.plays === null ? palette.muted : hue.strong,
    size: DETAIL,
    weight: node.plays === null ? 400 : 560,
    anchor: "start",
  });
};
