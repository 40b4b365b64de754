import type { ReactNode } from "react";
import { foreignString } from "#components/ui/foreign-characters.ts";
import { Notice } from "#components/ui/notice.tsx";

interface Props {
  readonly sentences: readonly string[];
  readonly actions?: ReactNode;
}

/** Every reason at once why there is no plan. */
export const ProblemList = ({ sentences, actions }: Props) => (
  <Notice tone="warning" title="There is no plan" actions={actions}>
    <ul className="grid gap-1">
      {sentences.map((sentence) => (
        <li key={sentence}>{foreignString(sentence)}</li>
      ))}
    </ul>
  </Notice>
);
