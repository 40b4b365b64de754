import { ForeignText } from "#components/ui/foreign-text.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { TextLink } from "#components/ui/text-link.tsx";

interface Props {
  readonly emergencies: readonly {
    readonly changeNumber: number;
    readonly stackName: string;
    readonly declaredBy: string;
    readonly beneficiary: string;
    readonly endsAt: string;
    /** What it opened may be open now. */
    readonly lasts: boolean;
    readonly mayReview: boolean;
    readonly mayRead: boolean;
  }[];
}

/** On every page while the glass is broken, and afterwards for those whose review it waits for. */
export const EmergencyBanner = ({ emergencies }: Props) =>
  emergencies.length === 0 ? null : (
    <div className="grid gap-2 border-b border-line px-4 py-2 md:px-7">
      {emergencies.map((each) => (
        <Notice
          key={each.changeNumber}
          tone={each.lasts ? "problem" : "warning"}
          title={
            each.lasts
              ? "Break-glass: access is open without approval"
              : "Break-glass: this waits for your review"
          }
        >
          <ForeignText text={each.declaredBy} limit={48} /> opened SSH to{" "}
          <ForeignText text={each.stackName} limit={48} /> for{" "}
          <ForeignText text={each.beneficiary} limit={48} />; it ends <RelativeTime at={each.endsAt} />.{" "}
          {each.mayRead ? (
            <TextLink href={`/changes/${each.changeNumber}`}>
              {each.mayReview ? "Review it" : `Change ${each.changeNumber}`}
            </TextLink>
          ) : null}
        </Notice>
      ))}
    </div>
  );
