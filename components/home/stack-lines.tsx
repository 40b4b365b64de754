import { Clauses } from "#components/ui/clauses.tsx";
import { DiffStateMark } from "#components/ui/diff-state-mark.tsx";
import { MomentLink } from "#components/ui/moment-link.tsx";
import type { Standing } from "#lib/core/findings/exception/standing.ts";
import type { StackSentence } from "#lib/core/findings/stack-sentence.ts";

export interface ShownStackLine {
  readonly name: string;
  readonly teamName: string;
  readonly accountName: string;
  readonly region: string;
  readonly state: Standing;
  readonly sentence: StackSentence | null;
}

/** Stacks that are not as meant, worst first: one line each. */
export const StackLines = ({ stacks }: { readonly stacks: readonly ShownStackLine[] }) => (
  <ul className="divide-y divide-line">
    {stacks.map((stack) => (
      <li
        key={stack.name}
        className="relative grid gap-x-5 gap-y-1 px-4.5 py-3 hover:bg-sunk/60 max-md:px-4 md:grid-cols-[10rem_9rem_minmax(0,1fr)_auto] md:items-baseline"
      >
        <span className="grid">
          <MomentLink
            href={`/stacks/${encodeURIComponent(stack.name)}`}
            className="rounded-sm font-semibold after:absolute after:inset-0"
          >
            {stack.name}
          </MomentLink>
          <span className="text-sm text-muted">{stack.teamName}</span>
        </span>
        <span>
          <DiffStateMark state={stack.state} />
        </span>
        <span>
          {stack.sentence === null ? (
            <span className="text-muted">not looked at yet</span>
          ) : (
            <Clauses sentence={stack.sentence} limit={1} />
          )}
        </span>
        <span className="relative text-sm text-muted">
          {stack.accountName}, {stack.region}
        </span>
      </li>
    ))}
  </ul>
);
