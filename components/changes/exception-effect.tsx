import { Card } from "#components/ui/card.tsx";
import { foreignString } from "#components/ui/foreign-characters.ts";
import { Notice } from "#components/ui/notice.tsx";

interface Props {
  readonly sentences: readonly string[];
  readonly warnings: readonly string[];
}

/** What an approver reads of an exception: what is accepted, until when, and how far. Nothing else changes. */
export const ExceptionEffect = ({ sentences, warnings }: Props) => (
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
      <p className="max-w-prose text-sm text-muted">
        While it lasts the finding is marked as accepted wherever it shows, never as good. It is back when the
        time is over, when somebody ends it, when nobody answers for it any more, and as soon as it reaches
        further than this.
      </p>
    </div>
  </Card>
);
