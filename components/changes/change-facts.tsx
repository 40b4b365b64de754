import { ForeignText } from "#components/ui/foreign-text.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import type { ChangeState } from "#lib/core/approval/change-state.ts";

interface Props {
  readonly change: {
    /** Null: of a moment of the past, of which it is not known. */
    readonly state: ChangeState | null;
    readonly kind: string;
    readonly stackName: string;
    readonly stackInUse: boolean;
    readonly teamName: string;
    readonly accountName: string;
    readonly region: string;
    readonly requesterName: string | null;
    readonly beneficiaryName: string;
    readonly createdAt: string;
    /** Null: of a moment of the past, of which it is not known. */
    readonly answerBy: string | null;
    readonly finishedAt: string | null;
    readonly startsAt: string | null;
    readonly rollsBack: number | null;
    readonly rolledBackBy: { readonly number: number; readonly isDone: boolean } | null;
  };
}

/** Who asked, for whom, on which stack, and until when it may be answered. */
export const ChangeFacts = ({ change }: Props) => {
  const forSomebodyElse = change.requesterName !== null && change.requesterName !== change.beneficiaryName;
  return (
    <>
      <span>
        {change.requesterName === null ? (
          "Follows from a grant's end"
        ) : (
          <>
            {change.kind === "put-back" ? "Made by Sallyport, as chosen by" : "Asked by"}{" "}
            <ForeignText text={change.requesterName} limit={48} />
          </>
        )}
        {forSomebodyElse ? (
          <>
            {" "}
            for <ForeignText text={change.beneficiaryName} limit={48} />
          </>
        ) : null}
        , <RelativeTime at={change.createdAt} />
      </span>
      <span>
        {change.stackInUse ? (
          <TextLink href={`/stacks/${encodeURIComponent(change.stackName)}`}>
            <ForeignText text={change.stackName} limit={48} />
          </TextLink>
        ) : (
          <ForeignText text={change.stackName} limit={48} />
        )}
        {change.teamName === "" ? null : (
          <>
            , team <ForeignText text={change.teamName} limit={48} />
          </>
        )}
      </span>
      {change.teamName === "" ? null : (
        <span>
          <ForeignText text={change.accountName} limit={48} />, {change.region}
        </span>
      )}
      {change.state === "open" && change.answerBy !== null ? (
        <span>
          answers close <RelativeTime at={change.answerBy} />
        </span>
      ) : null}
      {change.startsAt === null || change.finishedAt !== null ? null : (
        <span>
          starts <RelativeTime at={change.startsAt} /> at the earliest
        </span>
      )}
      {change.rollsBack === null ? null : (
        <span>
          rolls back <TextLink href={`/changes/${change.rollsBack}`}>change {change.rollsBack}</TextLink>
        </span>
      )}
      {change.rolledBackBy === null ? null : (
        <span>
          {change.rolledBackBy.isDone ? "rolled back by " : "to be rolled back by "}
          <TextLink href={`/changes/${change.rolledBackBy.number}`}>
            change {change.rolledBackBy.number}
          </TextLink>
        </span>
      )}
      {change.finishedAt === null ? null : (
        <span>
          {change.state === "stale" ? "refused" : "finished"} <RelativeTime at={change.finishedAt} />
        </span>
      )}
    </>
  );
};
