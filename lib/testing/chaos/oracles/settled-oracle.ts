import type { Evidence } from "./evidence.ts";

const UNDER_WAY = ["approved", "applying", "unknown"];

/** O5: when nothing is wrong any more nothing is stuck: no change is under way, no grant ending, no lease held. */
export function settledOracle({ changes, grants, leases }: Evidence): readonly string[] {
  const now = Date.now();
  return [
    ...changes
      .filter(({ state }) => UNDER_WAY.includes(state))
      .map(
        ({ number, kind, state, outcome }) =>
          `O5: change #${number} (${kind}) is still ${state}: ${JSON.stringify(outcome)}`,
      ),
    ...grants
      .filter(
        ({ state, endsAt }) => state === "ending" || (state === "live" && endsAt.getTime() < now - 15_000),
      )
      .map(({ number, state, peer }) => `O5: grant ${number} (${peer}) is still ${state}.`),
    ...leases
      .filter(({ expiresAt }) => expiresAt.getTime() > now)
      .map(({ key, holder }) => `O5: ${holder} still holds ${key}.`),
  ];
}
