import { Card } from "#components/ui/card.tsx";
import { ForeignText } from "#components/ui/foreign-text.tsx";
import { GuardrailMark } from "#components/ui/guardrail-mark.tsx";
import { type GuardrailChange, isMadeWorse } from "#lib/core/guardrail/guardrail-change.ts";

interface Props {
  readonly changes: readonly GuardrailChange[];
}

const WORDS = {
  broken: { worse: "Breaks", same: "Stays broken" },
  unknown: { worse: "May break", same: "Unknown" },
  holds: { worse: "Holds", same: "Holds again" },
} as const;

const rank = (change: GuardrailChange): number =>
  isMadeWorse(change) ? 0 : change.after === "holds" ? 2 : 1;

/** Guardrails that do not surely hold after the change, or did not before: those it breaks first. */
export const GuardrailChanges = ({ changes }: Props) =>
  changes.length === 0 ? null : (
    <Card title="Guardrails">
      <ul className="grid gap-2.5">
        {[...changes]
          .sort((a, b) => rank(a) - rank(b))
          .map((change) => (
            <li key={`${change.stack} ${change.text}`} className="grid gap-0.5">
              <span className="flex flex-wrap items-baseline gap-x-2.5 gap-y-0.5">
                <GuardrailMark
                  state={change.after}
                  word={WORDS[change.after][isMadeWorse(change) ? "worse" : "same"]}
                />
                <span className="min-w-0 font-mono wrap-anywhere">{change.text}</span>
                <span className="text-muted">of {change.stack}</span>
              </span>
              {change.after === "holds" ? null : <ForeignText text={change.sentence} limit={400} />}
            </li>
          ))}
      </ul>
    </Card>
  );
