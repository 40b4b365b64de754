/** Room for text, without measuring: the font's letters are half as wide as high, or a little more. */
import { foreignString } from "#components/ui/foreign-characters.ts";

const OF_SIZE = 0.6;

export const textWidth = (text: string, size: number): number => text.length * size * OF_SIZE;

/** As much of a text as fits. What tells names apart is often their end: the middle goes first. */
export const cutToWidth = (text: string, width: number, size: number): string => {
  const most = Math.max(3, Math.floor(width / (size * OF_SIZE)));
  if (text.length <= most) return text;
  const characters = Array.from(text);
  if (characters.length <= most) return text;
  const head = Math.ceil((most - 1) / 2);
  return `${characters.slice(0, head).join("")}…${characters.slice(head + 1 - most).join("")}`;
};

const AWS_ID = /^((?:vpc|sg|pl)-[0-9a-f]{3})[0-9a-f]{3,}([0-9a-f]{4})$/;

/** Names are looked at in every frame; a picture has some thousands of them. */
const MOST_KEPT = 20_000;
const kept = new Map<string, string>();

/**
 * A name as the picture shows it: hidden characters made visible, and ids of EC2 by their two ends (`vpc-0a1…9f3e`).
 */
export const shownName = (text: string): string => {
  const known = kept.get(text);
  if (known !== undefined) return known;
  const shown = foreignString(text).replace(AWS_ID, "$1…$2");
  if (kept.size >= MOST_KEPT) kept.clear();
  kept.set(text, shown);
  return shown;
};
