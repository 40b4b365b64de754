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

/** Returns where its title stands; null where there is none. */
export const drawFrame = (pen: Pen, frame: Frame, palette: Palette, scale: number): Box | null => {
  const { level, label, size } = frame.cluster;
  const isStack = level === "stack";
  const fill = level === "account" || level === "region" ? null : isStack ? palette.panel : palette.sunk;
  pen.rectangle(frame, 10, fill, { colour: palette.lineStrong, width: 1 });
  const text = Math.max(12.5, Math.min(READABLE / scale, 30));
  if (text * scale < 5) return null;
  const title = `${WORDS[level]} ${shownName(label)}`.trim();
  const count = `${size} groups`;
  const room = frame.width - 28;
  const withCount = (title.length + count.length + 3) * text * 0.6 < room;
  const shown = cutToWidth(withCount ? `${title} · ${count}` : title, room, text);
  pen.text(frame.x + 14, frame.y + 20, shown, {
    colour: palette.muted,
    size: text,
    weight: 560,
    anchor: "start",
  });
  return {
    x: frame.x + 14,
    y: frame.y + 20 - text / 2,
    width: Math.min(room, textWidth(shown, text)),
    height: text,
  };
};
