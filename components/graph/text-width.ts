/** Room for text, without measuring: the font's letters are half as wide as high, or a little more. */
import { shortened } from "#components/ui/foreign-characters.ts";

const OF_SIZE = 0.6;

export const textWidth = (text: string, size: number): number => text.length * size * OF_SIZE;

/** As much of a text as fits, with an ellipsis where it was cut. */
export const cutToWidth = (text: string, width: number, size: number): string => {
  const { text: kept, cut } = shortened(text, Math.max(2, Math.floor(width / (size * OF_SIZE))));
  return cut ? `${kept}…` : kept;
};

const AWS_ID = /^((?:vpc|sg|pl)-[0-9a-f]{3})[0-9a-f]{3,}([0-9a-f]{4})$/;

/** Ids of EC2 keep their two ends: `vpc-0a1…9f3e`. What people name stays as it is. */
export const shortName = (text: string): string => text.replace(AWS_ID, "$1…$2");
