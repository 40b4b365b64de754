import type { ReactNode } from "react";
import { GrantStateMark } from "#components/access/grant-state-mark.tsx";
import type { ShownGrant } from "#components/access/shown-grant.ts";
import { Countdown } from "#components/ui/countdown.tsx";
import { foreignString } from "#components/ui/foreign-characters.ts";
import { ForeignText } from "#components/ui/foreign-text.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { TextLink } from "#components/ui/text-link.tsx";

interface Props {
  readonly grants: readonly ShownGrant[];
  /** Extend and hand back, for a grant that is live. */
  readonly actions: (grant: ShownGrant) => ReactNode;
}

/** My own doors: what is open, from where, for how long. */
export const MyGrants = ({ grants, actions }: Props) => (
  <ul>
    {grants.map((grant) => (
      <li
        key={grant.id}
        id={`grant-${grant.id}`}
        className="scroll-mt-16 target:bg-accent-soft/35 flex flex-wrap items-center justify-between gap-x-6 gap-y-2.5 border-b border-line px-4.5 py-3.5 last:border-b-0 max-md:px-4"
      >
        <div className="min-w-0">
          <p className="flex flex-wrap items-baseline gap-x-2.5">
            <ForeignText text={grant.stackName} limit={60} className="text-lg font-semibold" />
            <GrantStateMark state={grant.state} />
          </p>
          <p className="text-muted">
            from <span className="font-mono text-ink">{foreignString(grant.peer)}</span> (
            <ForeignText text={grant.sourceName} limit={60} />){" "}
            {grant.state === "asked" ? (
              <TextLink href={`/changes/${grant.changeNumber}`}>see who must approve</TextLink>
            ) : (
              <TextLink href={`/access/grants/${grant.number}`}>biography</TextLink>
            )}
          </p>
          {grant.alreadyOpenBy === null ? null : (
            <p className="mt-0.5 text-sm text-missing">
              Already open by <ForeignText text={grant.alreadyOpenBy} limit={160} />: its end closes nothing.
            </p>
          )}
        </div>
        <div className="flex flex-wrap items-center gap-3">
          <span className="text-lg font-semibold text-door">
            {grant.state === "asked" ? (
              <span className="text-base font-normal text-muted">
                would end <RelativeTime at={grant.endsAt} />
              </span>
            ) : (
              <Countdown until={grant.endsAt} over="closing now" />
            )}
          </span>
          {grant.state === "live" ? <div className="flex gap-2">{actions(grant)}</div> : null}
        </div>
      </li>
    ))}
  </ul>
);
