import type { GroupLabels } from "#components/changes/group-name.tsx";
import { NamedText } from "#components/changes/named-text.tsx";

export interface ShownDiffLine {
  readonly sign: "-" | "+";
  readonly text: string;
}

interface Props {
  readonly lines: readonly ShownDiffLine[];
  readonly labels: GroupLabels;
  /** For lines of a text that people keep as it is. */
  readonly mono?: boolean;
}

/** What is pinned now and was not (+), and what was and is not any more (-). */
export const PlanDiff = ({ lines, labels, mono = false }: Props) => (
  <ul aria-label="What changed" className="mt-1.5 grid gap-0.5 rounded-lg bg-sunk p-2.5 text-sm">
    {lines.map(({ sign, text }, at) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: a text may say one line twice, and never changes
      <li key={at} className="grid grid-cols-[1rem_minmax(0,1fr)] gap-1">
        <span aria-hidden="true" className={`font-mono ${sign === "+" ? "text-ok" : "text-extra"}`}>
          {sign === "+" ? "+" : "−"}
        </span>
        <span className={`min-w-0 wrap-anywhere ${mono ? "font-mono whitespace-pre-wrap" : ""}`}>
          <span className="sr-only">{sign === "+" ? "new: " : "gone: "}</span>
          <NamedText text={text} labels={labels} />
        </span>
      </li>
    ))}
  </ul>
);
