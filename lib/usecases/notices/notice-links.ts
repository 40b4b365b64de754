/** Where a message leads: kept as a path, because only the process that sends it knows Sallyport's own address. */

const MARK = "→ ";

export const linkLine = (path: `/${string}`): string => `${MARK}${path}`;

/** `base`: as people's browsers spell it; where nobody said, the path stays. */
export const withLinks = (body: string, base: string | undefined): string =>
  base === undefined
    ? body
    : body.replace(/^→ (\/\S*)$/gmu, (_, path: string) => `${base.replace(/\/$/, "")}${path}`);
