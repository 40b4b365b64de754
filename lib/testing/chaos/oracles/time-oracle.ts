import type { Trouble } from "../inflict.ts";
import { callOnEc2, isSallyports, rulesInDoubt } from "./calls.ts";
import type { Evidence } from "./evidence.ts";

/** Within so long of nothing being wrong, whatever is over is closed: what died is back, and its leases have passed on. */
export const QUIET_MS = 15_000;

/** The end of the first stretch of `QUIET_MS` without trouble that begins at `from` or later. */
export function quietAfter(from: number, troubles: readonly Trouble[]): number {
  let start = from;
  for (const trouble of [...troubles].sort((one, other) => one.from - other.from)) {
    if (trouble.until <= start) continue;
    if (trouble.from >= start + QUIET_MS) break;
    start = trouble.until;
  }
  return start + QUIET_MS;
}

/** O6: no rule of a grant stays on EC2 later than its end and a bound, counted while nothing was wrong. */
export function endsOracle(evidence: Evidence): readonly string[] {
  const { grants, requests, troubles, before, now } = evidence;
  const doubted = rulesInDoubt(evidence);
  const revokes = requests
    .filter((request) => request.mutating && request.effective)
    .flatMap((request) => {
      const call = callOnEc2(request);
      return call?.verb === "revoke" ? [{ ...call, at: new Date(request.time).getTime() }] : [];
    });
  const opened = requests
    .filter((request) => request.mutating && request.effective)
    .flatMap((request) => {
      const call = callOnEc2(request);
      return call?.verb === "authorize"
        ? [{ ...call, at: new Date(request.time).getTime(), ours: isSallyports(request) }]
        : [];
    });
  return grants.flatMap((grant) => {
    if (grant.state === "live" || grant.alreadyOpenBy !== null) return [];
    const rule = `${grant.groupId} ingress tcp 22:22 ${grant.peer}`;
    const authorised = opened.filter(({ target }) => target === rule);
    // What others opened too, or another grant keeps open, is not this grant's alone.
    const isShared = grants.some(({ id, peer }) => id !== grant.id && peer === grant.peer);
    if (before.has(rule) || isShared || authorised.some(({ ours }) => !ours)) return [];
    const last = authorised.at(-1);
    // It is gone; only when, EC2 did not live to write down.
    if (last === undefined || (doubted.has(rule) && !now.has(rule))) return [];
    const revoked = revokes.findLast(({ target }) => target === rule);
    const bound = quietAfter(Math.max(grant.endsAt.getTime(), last.at), troubles);
    if (revoked !== undefined && revoked.at <= bound) return [];
    const when = revoked === undefined ? "never" : `${revoked.at - grant.endsAt.getTime()} ms late`;
    return [
      `O6: grant ${grant.number} (${grant.peer}) ended at ${grant.endsAt.toISOString()}; revoked ${when}.`,
    ];
  });
}
