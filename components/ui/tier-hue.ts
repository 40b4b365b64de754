const FIXED: Readonly<Record<string, string>> = {
  web: "web",
  app: "app",
  db: "db",
  "ssh-admin": "door",
  bastion: "lake",
  outside: "outside",
  cache: "rose",
  queue: "moss",
  batch: "clay",
};

const OTHERS = ["rose", "moss", "clay", "lake"] as const;

/** The hue a tier has everywhere. A name nobody foresaw gets one of four others, always the same one. */
export const tierHue = (tier: string): string => {
  const fixed = Object.hasOwn(FIXED, tier) ? FIXED[tier] : undefined;
  if (fixed !== undefined) return fixed;
  let sum = 0;
  for (const character of tier) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 9973;
  return OTHERS[sum % OTHERS.length] ?? "lake";
};
