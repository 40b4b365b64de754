import { PlanDiff, type ShownDiffLine } from "#components/changes/plan-diff.tsx";
import { Card } from "#components/ui/card.tsx";
import { foreignString } from "#components/ui/foreign-characters.ts";
import { Notice } from "#components/ui/notice.tsx";

interface Props {
  readonly sentences: readonly string[];
  readonly warnings: readonly string[];
  /** What always holds of such a change; nothing where the sentences say it all. */
  readonly note?: string;
  /** Line by line what would be another text. */
  readonly diff?: readonly ShownDiffLine[];
}

/** What an approver reads of a change that calls nothing on EC2: a finding that is accepted, another policy. */
export const ExceptionEffect = ({ sentences, warnings, note, diff = [] }: Props) => (
  <Card>
    <h2 className="sr-only">What it does</h2>
    <div className="grid gap-2">
      {sentences.map((sentence) => (
        <p key={sentence} className="text-lg leading-snug font-[540] text-pretty wrap-anywhere">
          {foreignString(sentence)}
        </p>
      ))}
      {warnings.map((warning) => (
        <Notice key={warning} tone="warning">
          {foreignString(warning)}
        </Notice>
      ))}
      {diff.length === 0 ? null : <PlanDiff lines={diff} labels={{}} mono />}
      {note === undefined ? null : <p className="max-w-prose text-sm text-muted">{note}</p>}
    </div>
  </Card>
);
