import type { ReactNode } from "react";
import { ForeignText } from "#components/ui/foreign-text.tsx";
import { TextLink } from "#components/ui/text-link.tsx";

interface Props<Change extends { readonly number: number; readonly title: string }> {
  readonly changes: readonly Change[];
  readonly stateOf: (change: Change) => ReactNode;
}

/** Changes to this stack that have not ended: what one sees may be about to move. */
export const ChangeNotices = <Change extends { readonly number: number; readonly title: string }>({
  changes,
  stateOf,
}: Props<Change>) =>
  changes.length === 0 ? null : (
    <ul
      aria-label="Changes under way"
      className="grid gap-1 rounded-card border border-line bg-panel px-4.5 py-3 max-md:px-4"
    >
      {changes.map((change) => (
        <li key={change.number} className="flex flex-wrap items-center gap-x-3 gap-y-1">
          {stateOf(change)}
          <TextLink href={`/changes/${change.number}`}>
            {change.number} <ForeignText text={change.title} limit={120} />
          </TextLink>
        </li>
      ))}
    </ul>
  );
