import { ForeignText } from "#components/ui/foreign-text.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { StateMark } from "#components/ui/state-mark.tsx";
import { TextLink } from "#components/ui/text-link.tsx";

export interface ShownAcceptance {
  readonly number: number;
  readonly ownerName: string;
  readonly reason: string;
  /** ISO 8601 UTC. */
  readonly endsAt: string;
  readonly changeNumber: number;
}

/** That somebody answers for a finding, until when, and why: wherever the finding is shown. */
export const AcceptedLine = ({ accepted }: { readonly accepted: ShownAcceptance }) => (
  <div className="grid max-w-prose justify-items-start gap-0.5 border-l-2 border-accent pl-2.5 text-sm">
    <StateMark tone="accent" shape="pause">
      Accepted
    </StateMark>
    <span className="wrap-anywhere">
      until {accepted.endsAt.slice(0, 10)} (<RelativeTime at={accepted.endsAt} />) by{" "}
      <ForeignText text={accepted.ownerName} limit={48} />, because “
      <ForeignText text={accepted.reason} limit={300} />
      ”. <TextLink href={`/changes/${accepted.changeNumber}`}>Change {accepted.changeNumber}</TextLink>
    </span>
  </div>
);
