/**
 * How many random cases a law is tried on: `usual`, unless `LAW_CASES` says otherwise (`npm run proof` says more,
 * mutation testing, which tries every law thousands of times, says fewer).
 */
export const lawCases = (usual = 1_000): number => {
  const asked = process.env.LAW_CASES;
  if (asked === undefined || asked === "") return usual;
  if (!/^[1-9][0-9]{0,6}$/.test(asked)) throw new Error(`LAW_CASES is no number of cases: ${asked}`);
  return Number(asked);
};

/** How long a law may take, in milliseconds: two minutes, and longer where it is tried on more cases than usual. */
export const lawTimeout = (): number => Math.max(120_000, lawCases() * 400);
