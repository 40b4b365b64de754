/** Room for text, without measuring: the font's letters are half as wide as high, or a little more. */
const OF_SIZE = 0.6;

export const textWidth = (text: string, size: number): number => text.length * size * OF_SIZE;

/** As much of a text as fits. What tells names apart is often their end: the middle goes first. */
export const cutToWidth = (text: string, width: number, size: number): string => {
  const characters = Array.from(text);
  const most = Math.max(3, Math.floor(width / (size * OF_SIZE)));
  if (characters.length <= most) return text;
  const head = Math.ceil((most - 1) / 2);
  return `${characters.slice(0, head).join("")}…${characters.slice(head + 1 - most).join("")}`;
};

const AWS_ID = /^((?:vpc|sg|pl)-[0-9a-f]{3})[0-9a-f]{3,}([0-9a-f]{4})$/;

/** Ids of EC2 keep their two ends: `vpc-0a1…9f3e`. What people name stays as it is. */
export const shortName = (text: string): string => text.replace(AWS_ID, "$1…$2");
