import { ForeignText } from "#components/ui/foreign-text.tsx";

export interface ShownDiffLine {
  readonly sign: "-" | "+";
  readonly text: string;
}

/** What is pinned now and was not (+), and what was and is not any more (-). */
export const PlanDiff = ({ lines }: { readonly lines: readonly ShownDiffLine[] }) => (
  <ul aria-label="What changed" className="mt-1.5 grid gap-0.5 rounded-lg bg-sunk p-2.5 text-sm">
    {lines.map(({ sign, text }) => (
      <li key={`${sign} ${text}`} className="grid grid-cols-[1rem_minmax(0,1fr)] gap-1">
        <span aria-hidden="true" className={`font-mono ${sign === "+" ? "text-ok" : "text-extra"}`}>
          {sign}
        </span>
        <span className="min-w-0">
          <span className="sr-only">{sign === "+" ? "new: " : "gone: "}</span>
          <ForeignText text={text} limit={400} />
        </span>
      </li>
    ))}
  </ul>
);
