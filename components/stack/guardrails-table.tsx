import { DataTable } from "#components/ui/data-table.tsx";
import { ForeignText } from "#components/ui/foreign-text.tsx";
import { GuardrailMark } from "#components/ui/guardrail-mark.tsx";
import type { GuardrailResult } from "#lib/core/guardrail/evaluate-guardrail.ts";

interface Props {
  readonly guardrails: readonly GuardrailResult[];
}

/** What must never, or always, be possible, and whether it is so. */
export const GuardrailsTable = ({ guardrails }: Props) => (
  <DataTable
    caption="Guardrails, broken ones first"
    rows={guardrails}
    rowKey={({ text }) => text}
    columns={[
      { key: "state", label: "State", cell: ({ state }) => <GuardrailMark state={state} /> },
      {
        key: "guardrail",
        label: "Guardrail",
        className: "md:min-w-64",
        cell: ({ text }) => <span className="font-mono">{text}</span>,
      },
      {
        key: "why",
        label: "Why",
        className: "md:min-w-64",
        cell: ({ state, sentence, rules }) =>
          state === "holds" ? (
            <span className="text-muted">No packet says otherwise.</span>
          ) : (
            <span className="grid gap-0.5">
              <ForeignText text={sentence} limit={400} />
              {rules.slice(0, 3).map(({ groupId, ruleKey }) => (
                <span key={`${groupId} ${ruleKey}`} className="font-mono text-sm text-muted">
                  {ruleKey}
                </span>
              ))}
            </span>
          ),
      },
    ]}
  />
);
