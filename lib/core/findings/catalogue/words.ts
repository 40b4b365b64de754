/** Lists in sentences. */

const SHOWN = 3;

/** `a`, `a and b`, `a, b and c`, `a, b, c and 4 more`. */
export const listed = (parts: readonly string[], last = "and"): string => {
  const shown = parts.slice(0, SHOWN);
  const more = parts.length - shown.length;
  if (more > 0) return `${shown.join(", ")} ${last} ${more} more`;
  return shown.length < 2 ? shown.join("") : `${shown.slice(0, -1).join(", ")} ${last} ${shown.at(-1) ?? ""}`;
};

/** `1 rule`, `2 rules`. */
export const counted = (count: number, one: string): string => `${count} ${one}${count === 1 ? "" : "s"}`;
