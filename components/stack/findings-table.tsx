import type { ReactNode } from "react";
import { FINDING_KIND_LOOKS } from "#components/stack/finding-look.ts";
import type { ShownFinding } from "#components/stack/shown-stack-facts.ts";
import { SinceWords } from "#components/stack/since-words.tsx";
import { AcceptedLine } from "#components/ui/accepted-line.tsx";
import { DataTable } from "#components/ui/data-table.tsx";
import { FindingMark } from "#components/ui/finding-mark.tsx";
import { ForeignText } from "#components/ui/foreign-text.tsx";
import { MonoId } from "#components/ui/mono-id.tsx";
import { TierMark } from "#components/ui/tier-mark.tsx";
import { WitnessLine } from "#components/ui/witness-line.tsx";

interface Props {
  readonly findings: readonly ShownFinding[];
  /** What can be done about one, for this person; null for nothing. */
  readonly action: (finding: ShownFinding) => ReactNode;
}

const proofOf = ({ finding }: ShownFinding): ReactNode => {
  if ("interfaceId" in finding) return <MonoId id={finding.interfaceId} what="interface id" short />;
  if (!("witness" in finding)) return null;
  const isMissing = finding.kind === "missing";
  const ruleIds = "ruleIds" in finding ? finding.ruleIds : [];
  if (finding.witness === null && ruleIds.length === 0) return null;
  return (
    <span className="grid justify-items-start gap-0.5">
      {finding.kind === "redundant" || finding.kind === "stale-reference" ? null : (
        <WitnessLine
          witness={finding.witness}
          direction={finding.direction ?? "ingress"}
          passes={!isMissing || finding.openAnyway !== null}
        />
      )}
      {ruleIds.slice(0, 2).map((ruleId) => (
        <span key={ruleId} className="text-sm text-muted">
          <MonoId id={ruleId} what="rule id" short />
        </span>
      ))}
    </span>
  );
};

/** Every difference, worst first, each with one packet that proves it. */
export const FindingsTable = ({ findings, action }: Props) => (
  <DataTable
    caption="Findings, worst first"
    rows={findings}
    rowKey={({ finding }) => finding.id}
    columns={[
      {
        key: "state",
        label: "State",
        cell: ({ finding }) => {
          const look = FINDING_KIND_LOOKS[finding.kind];
          return <FindingMark state={look.state} word={look.word} />;
        },
      },
      {
        key: "tier",
        label: "Tier",
        cell: ({ finding }) => (finding.tier === null ? null : <TierMark tier={finding.tier} />),
        phone: "line",
      },
      {
        key: "what",
        label: "What",
        className: "md:min-w-64",
        phone: "line",
        cell: ({ sentence, accepted }) => (
          <div className="grid gap-1.5">
            <ForeignText text={sentence} limit={600} />
            {accepted === null ? null : <AcceptedLine accepted={accepted} />}
          </div>
        ),
      },
      { key: "proof", label: "Proof", cell: proofOf },
      {
        key: "since",
        label: "For",
        cell: ({ finding, since }) =>
          "interfaceId" in finding || finding.kind === "unknown" ? null : <SinceWords since={since} />,
      },
      { key: "do", label: "", align: "end", cell: action },
    ]}
  />
);
