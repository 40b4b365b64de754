import { ForeignText } from "#components/ui/foreign-text.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { StateMark } from "#components/ui/state-mark.tsx";
import type { LimitsInForce } from "#lib/core/plan/limits-in-force.ts";

/** Which limits plans are held to, and whether anybody has confirmed them. */
export const ScopeLimits = ({ limits }: { readonly limits: LimitsInForce }) => (
  <div className="grid gap-0.5">
    <span>
      {limits.rulesPerGroup} rules a group, {limits.groupsPerInterface} groups an interface
    </span>
    {limits.assumedBecause === null ? (
      limits.asOf === null ? null : (
        <span className="text-sm text-muted">
          read from Service Quotas <RelativeTime at={limits.asOf} />
        </span>
      )
    ) : (
      <>
        <StateMark tone="unknown" shape="fog">
          Assumed: Amazon's defaults
        </StateMark>
        <ForeignText text={limits.assumedBecause} limit={160} className="text-sm text-muted" />
      </>
    )}
  </div>
);
