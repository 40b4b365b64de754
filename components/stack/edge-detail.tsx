import type { ReactNode } from "react";
import { FINDING_KIND_LOOKS } from "#components/stack/finding-look.ts";
import type { ShownFinding, ShownRule } from "#components/stack/shown-stack-facts.ts";
import { MakerWords } from "#components/stack/since-words.tsx";
import { AcceptedLine } from "#components/ui/accepted-line.tsx";
import { Facts } from "#components/ui/facts.tsx";
import { FindingMark, type FindingState } from "#components/ui/finding-mark.tsx";
import { ForeignText } from "#components/ui/foreign-text.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { MonoId } from "#components/ui/mono-id.tsx";
import { TierMark } from "#components/ui/tier-mark.tsx";
import { WitnessLine } from "#components/ui/witness-line.tsx";
import type { PictureEdge } from "#lib/core/picture/tier-picture.ts";

interface Props {
  readonly edge: PictureEdge;
  /** The rules that the edge stands for; none for what is missing. */
  readonly rules: readonly ShownRule[];
  readonly findings: readonly ShownFinding[];
  readonly closeHref: string;
  /** What can be done about it, for this person. */
  readonly action: ReactNode;
}

const stateOf = (edge: PictureEdge): { readonly state: FindingState; readonly word?: string } =>
  edge.state === "unmanaged" ? { state: "redundant", word: "Not managed" } : { state: edge.state };

const Source = ({ edge }: { readonly edge: PictureEdge }) => {
  const { source } = edge;
  if (source.kind === "anyone") return <>anyone</>;
  if (source.kind === "tier") return <TierMark tier={source.id} />;
  return (
    <>
      {source.name === null ? null : (
        <>
          <ForeignText text={source.name} limit={60} />{" "}
        </>
      )}
      <MonoId
        id={source.id}
        what="source"
        {...(source.kind === "group" ? { href: `/groups/${source.id}` } : {})}
      />
    </>
  );
};

/** One edge of the picture: its rules, who made them and when, and one packet that proves it. */
export const EdgeDetail = ({ edge, rules, findings, closeHref, action }: Props) => (
  <section
    id="edge"
    aria-label="The selected flow"
    className="border-t border-line bg-accent-soft/35 px-4.5 py-4 max-md:px-4"
  >
    <header className="flex flex-wrap items-start justify-between gap-3">
      <h2 className="flex flex-wrap items-center gap-x-2 gap-y-1 text-base font-semibold">
        <FindingMark {...stateOf(edge)} />
        <Source edge={edge} />
        <span className="text-muted">{edge.direction === "ingress" ? "into" : "from"}</span>
        <TierMark tier={edge.tier} />
        <span className="text-muted">on</span>
        <span className="font-mono font-normal">{edge.services.join(", ")}</span>
      </h2>
      <span className="flex gap-2">
        {action}
        <LinkButton href={closeHref} scroll={false} size="small" variant="quiet">
          Close
        </LinkButton>
      </span>
    </header>
    {findings.map(({ finding, sentence, accepted }) => (
      <div key={finding.id} className="mt-2 grid max-w-[75ch] gap-1.5">
        <p>
          <span className="sr-only">{FINDING_KIND_LOOKS[finding.kind].word}: </span>
          <ForeignText text={sentence} limit={600} />
        </p>
        {accepted === null ? null : <AcceptedLine accepted={accepted} />}
      </div>
    ))}
    <ul className="mt-3 grid gap-3">
      {rules.map((rule) => (
        <li key={rule.id} className="rounded-lg border border-line bg-panel px-3.5 py-3">
          <Facts
            facts={[
              {
                label: "Rule",
                value: (
                  <span className="flex flex-wrap items-center gap-x-3">
                    <ForeignText text={rule.key} limit={120} className="font-mono" />
                    {rule.ruleIds.map((ruleId) => (
                      <MonoId key={ruleId} id={ruleId} what="rule id" />
                    ))}
                  </span>
                ),
              },
              {
                label: "In",
                value: <MonoId id={rule.groupId} what="group id" href={`/groups/${rule.groupId}`} />,
              },
              {
                label: "Description",
                value:
                  rule.descriptions.length === 0 ? (
                    <span className="text-muted">none</span>
                  ) : (
                    rule.descriptions.map((text) => <ForeignText key={text} text={text} limit={300} />)
                  ),
              },
              { label: "Made", value: <MakerWords maker={rule.maker} since={rule.since} /> },
              ...(rule.witness === null
                ? []
                : [
                    {
                      label: "Proof",
                      value: <WitnessLine witness={rule.witness} direction={rule.direction} passes />,
                    },
                  ]),
            ]}
          />
        </li>
      ))}
      {rules.length > 0
        ? null
        : findings.map(({ finding }) =>
            "witness" in finding && finding.witness !== null ? (
              <li key={finding.id} className="rounded-lg border border-line bg-panel px-3.5 py-3">
                <WitnessLine
                  witness={finding.witness}
                  direction={finding.direction ?? "ingress"}
                  passes={false}
                />
              </li>
            ) : null,
          )}
    </ul>
  </section>
);
