import { Countdown } from "#components/ui/countdown.tsx";
import { foreignString } from "#components/ui/foreign-characters.ts";
import { ForeignText } from "#components/ui/foreign-text.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { TextLink } from "#components/ui/text-link.tsx";

interface Line {
  readonly id: string;
  readonly stackName: string;
  readonly peer: string;
  readonly sourceName: string;
  readonly state: string;
  readonly endsAt: string;
  readonly changeNumber: number;
}

/** My SSH access: to what, from where, until when. */
export const GrantLines = ({ grants }: { readonly grants: readonly Line[] }) => (
  <ul className="divide-y divide-line">
    {grants.map((grant) => (
      <li
        key={grant.id}
        className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-0.5 px-4.5 py-3 max-md:px-4"
      >
        <span>
          <PageLink
            href={`/stacks/${encodeURIComponent(grant.stackName)}`}
            className="rounded-sm font-semibold hover:underline"
          >
            {grant.stackName}
          </PageLink>{" "}
          <span className="text-muted">
            from <span className="font-mono text-ink">{foreignString(grant.peer)}</span> (
            <ForeignText text={grant.sourceName} limit={50} />)
          </span>
        </span>
        {grant.state === "asked" ? (
          <TextLink href={`/changes/${grant.changeNumber}`}>waits for approval</TextLink>
        ) : (
          <span className="font-semibold text-door">
            <Countdown until={grant.endsAt} over="closing now" />
          </span>
        )}
      </li>
    ))}
  </ul>
);
