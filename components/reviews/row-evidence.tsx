import { ANSWER_WORDS, KIND_WORDS, type ShownRow } from "#components/reviews/shown-review.ts";
import { type Fact, Facts } from "#components/ui/facts.tsx";
import { ForeignText } from "#components/ui/foreign-text.tsx";
import { MomentLink } from "#components/ui/moment-link.tsx";
import { MonoId } from "#components/ui/mono-id.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";

const NONE = <span className="text-muted">none on record</span>;

const ROLE_WORDS: Readonly<Record<string, string>> = {
  cloud_admin: "cloud admin",
  team_lead: "team lead",
};

function factsOf({ evidence, kind, asked, answer }: ShownRow): readonly Fact[] {
  const { owner, source, peer, service, groupId, reach, lastReview, lastChange } = evidence;
  return [
    {
      label: "Who",
      value:
        owner === null ? (
          <span className="font-semibold text-missing">Nobody owns it</span>
        ) : (
          <>
            <ForeignText text={owner.name} className="font-[560]" />{" "}
            <span className="text-muted">
              <ForeignText text={owner.email} />
            </span>
          </>
        ),
    },
    { label: "Why", value: <ForeignText text={evidence.why} limit={600} /> },
    ...(peer === null
      ? []
      : [
          {
            label: "From",
            value: (
              <>
                <MonoId id={peer} what="source" />
                {source === null ? null : (
                  <span className="text-muted">
                    {" "}
                    <ForeignText text={source} limit={60} />
                  </span>
                )}
              </>
            ),
          },
        ]),
    {
      label: "Opens",
      value: (
        <>
          <p>
            {service === null ? null : <span className="font-mono">{service} </span>}
            {groupId === null ? null : (
              <MonoId id={groupId} what="group id" href={`/groups/${groupId}`} short />
            )}
          </p>
          <p className="text-sm text-muted">
            {reach.sentence}
            {reach.seenAt === null ? null : (
              <>
                {" "}
                Seen <RelativeTime at={reach.seenAt} />.
              </>
            )}
          </p>
        </>
      ),
    },
    {
      label: "Since",
      value: evidence.began === null ? NONE : <RelativeTime at={evidence.began} />,
    },
    kind === "source"
      ? { label: "Review by", value: evidence.reviewBy ?? NONE }
      : { label: "Ends", value: evidence.ends === null ? NONE : <RelativeTime at={evidence.ends} /> },
    {
      label: "Asked for",
      value:
        evidence.asked === null ? (
          NONE
        ) : (
          <>
            by <ForeignText text={evidence.asked.by} />, <RelativeTime at={evidence.asked.at} />
            {evidence.asked.change === null ? null : (
              <>
                ,{" "}
                <MomentLink
                  className="rounded-sm underline decoration-line-strong underline-offset-3"
                  href={`/changes/${evidence.asked.change}`}
                >
                  change {evidence.asked.change}
                </MomentLink>
              </>
            )}
          </>
        ),
    },
    {
      label: "Approved",
      value:
        evidence.approved.length === 0
          ? NONE
          : evidence.approved.map((each) => (
              <p key={`${each.by} ${each.at}`}>
                by <ForeignText text={each.by} /> as {ROLE_WORDS[each.role] ?? each.role},{" "}
                <RelativeTime at={each.at} />
              </p>
            )),
    },
    {
      label: "Last review",
      value:
        lastReview === null ? (
          "never"
        ) : (
          <>
            <RelativeTime at={lastReview.at} /> by <ForeignText text={lastReview.by} /> in review{" "}
            {lastReview.review}: {lastReview.decision === "keep" ? "kept" : "revoked"}
          </>
        ),
    },
    {
      label: "Last changed",
      value:
        lastChange === null ? (
          NONE
        ) : (
          <>
            <ForeignText text={lastChange.by} /> {lastChange.what}, <RelativeTime at={lastChange.at} />
          </>
        ),
    },
    {
      label: "In the log",
      value: `${evidence.entries.length} ${evidence.entries.length === 1 ? "entry" : "entries"}`,
    },
    ...(asked === null
      ? []
      : [
          {
            label: "Question",
            value: (
              <>
                “<ForeignText text={asked.question} limit={600} />”{" "}
                <span className="text-muted">
                  <ForeignText text={asked.by} />, <RelativeTime at={asked.at} />
                </span>
              </>
            ),
          },
          {
            label: "Answer",
            value:
              answer === null ? (
                <span className="text-muted">not answered yet</span>
              ) : (
                <>
                  <span className="font-[560]">
                    {ANSWER_WORDS[answer.says] ?? "Not known: it was erased from the log"}
                  </span>
                  {answer.note === "" ? null : (
                    <>
                      : “<ForeignText text={answer.note} limit={600} />”
                    </>
                  )}{" "}
                  <RelativeTime at={answer.at} />
                </>
              ),
          },
        ]),
  ];
}

/** What somebody decides by: the facts of when the review began, and what changed since. */
export const RowEvidence = ({ row }: { readonly row: ShownRow }) => (
  <div className="grid gap-3">
    <div>
      <p className="text-sm text-muted">
        {row.ordinal}. {KIND_WORDS[row.kind] ?? row.kind}
        {row.evidence.stack === null ? "" : `, ${row.evidence.stack}`}, {row.evidence.account},{" "}
        {row.evidence.region}
      </p>
      <h2 className="text-lg font-semibold break-words">
        <ForeignText text={row.evidence.title} limit={160} />
      </h2>
    </div>
    {row.since.length === 0 ? null : (
      <Notice tone="warning" title="Since the review began">
        {row.since.map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
      </Notice>
    )}
    <Facts facts={factsOf(row)} />
  </div>
);
