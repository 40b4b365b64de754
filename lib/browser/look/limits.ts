/**
 * How much is looked at. Parsed JSON takes two to three times its text, and a tab has a few gigabytes: more than this
 * would end the tab without a word.
 */
export const MOST_BYTES = 400_000_000;

/** A zip of all answers of a hundred Regions has some two thousand. */
export const MOST_ENTRIES = 5_000;

/** `104 MB`, `12 kB` */
export const sizeText = (bytes: number): string =>
  bytes >= 999_500 ? `${Math.round(bytes / 1_000_000)} MB` : `${Math.max(1, Math.round(bytes / 1_000))} kB`;

export const TOO_MUCH = `Together that is more than ${sizeText(MOST_BYTES)} of JSON, more than a tab can hold. Look at one Region at a time.`;
