import { Card } from "#components/ui/card.tsx";
import { ForeignText } from "#components/ui/foreign-text.tsx";
import { GuardrailMark } from "#components/ui/guardrail-mark.tsx";
import { breakingWord, type GuardrailChange, isMadeWorse } from "#lib/core/guardrail/guardrail-change.ts";

interface Props {
  readonly changes: readonly GuardrailChange[];
}

/** What the change does to it, in a word or two. */
const wordOf = ({ before, after, grows }: GuardrailChange): string => {
  if (after === "holds") return "Holds again";
  if (after === "unknown") return before === "holds" ? "May break" : "Cannot be told";
  return breakingWord({ grows });
};

const isUntouched = ({ before, after, grows }: GuardrailChange): boolean =>
  before === after && grows === false;

/** Guardrails that the change breaks first, then those it mends; what it leaves as it was, briefly. */
export const GuardrailChanges = ({ changes }: Props) => {
  const told = changes.filter((change) => !isUntouched(change));
  const worseFirst = [...told.filter(isMadeWorse), ...told.filter((change) => !isMadeWorse(change))];
  const untouched = changes.filter(isUntouched);
  return changes.length === 0 ? null : (
    <Card title="Guardrails">
      <ul className="grid gap-2.5">
        {worseFirst.map((change) => (
          <li key={`${change.stack} ${change.text}`} className="grid gap-0.5">
            <span className="flex flex-wrap items-baseline gap-x-2.5 gap-y-0.5">
              <GuardrailMark state={change.after} word={wordOf(change)} />
              <span className="min-w-0 font-mono wrap-anywhere">{change.text}</span>
              <span className="text-muted">of {change.stack}</span>
            </span>
            {change.after === "holds" ? null : <ForeignText text={change.sentence} limit={400} />}
          </li>
        ))}
        {untouched.length === 0 ? null : (
          <li className="grid gap-0.5 text-muted">
            <span>
              {told.length === 0 ? "As before, these do not hold:" : "These do not hold before or after:"}
            </span>
            {untouched.map((change) => (
              <span key={`${change.stack} ${change.text}`} className="font-mono wrap-anywhere">
                {change.text}
              </span>
            ))}
          </li>
        )}
      </ul>
    </Card>
  );
};
