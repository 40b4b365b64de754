/** The frame of an open cluster. Its title keeps its size on screen as far as there is room, so that maps can be read. */
import type { ClusterLevel } from "#lib/core/graph/clusters.ts";
import type { Palette } from "./palette.ts";
import type { Pen } from "./pen.ts";
import type { Box, Frame } from "./scene.ts";
import { cutToWidth, shownName, textWidth } from "./text-width.ts";

const WORDS: Readonly<Record<ClusterLevel, string>> = {
  account: "Account",
  region: "Region",
  vpc: "",
  stack: "",
  tier: "",
  outside: "",
  person: "",
};

const READABLE = 11;

const fillOf = (level: ClusterLevel, palette: Palette): string => {
  if (level === "account" || level === "region") return palette.canvas;
  return level === "stack" ? palette.panel : palette.sunk;
};

export const drawFrame = (pen: Pen, frame: Frame, palette: Palette): void =>
  pen.rectangle(frame, 10, fillOf(frame.cluster.level, palette), { colour: palette.lineStrong, width: 1 });

/** Above the lines, which would cross it out. Returns where it stands; null where there is none. */
export const drawTitle = (pen: Pen, frame: Frame, palette: Palette, scale: number): Box | null => {
  const { level, label, size } = frame.cluster;
  const text = Math.max(12.5, Math.min(READABLE / scale, 30));
  if (text * scale < 5) return null;
  const title = `${WORDS[level]} ${shownName(label)}`.trim();
  const count = size === 1 ? "1 group" : `${size} groups`;
  const room = frame.width - 28;
  const withCount = textWidth(`${title} · ${count}`, text) < room;
  const shown = cutToWidth(withCount ? `${title} · ${count}` : title, room, text);
  const box = {
    x: frame.x + 14,
    y: frame.y + 20 - text / 2,
    width: Math.min(room, textWidth(shown, text)),
    height: text,
  };
  pen.rectangle(
    { x: box.x - 4, y: box.y - 2, width: box.width + 8, height: text + 4 },
    0,
    fillOf(level, palette),
    null,
  );
  pen.text(frame.x + 14, frame.y + 20, shown, {
    colour: palette.muted,
    size: text,
    weight: 560,
    anchor: "start",
  });
  return box;
};
