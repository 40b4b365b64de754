import Link from "next/link";
import { DiffStateMark } from "#components/ui/diff-state-mark.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { TierMark } from "#components/ui/tier-mark.tsx";
import type { DiffState } from "#lib/core/diff/finding.ts";

interface Line {
  readonly name: string;
  readonly teamName: string;
  readonly accountName: string;
  readonly region: string;
  readonly state: DiffState;
  readonly findings: number;
  readonly tiers: readonly { readonly tier: string; readonly state: DiffState }[];
  readonly scope: { readonly observedAt: string | null } | null;
}

/** Stacks that are not as meant, worst first: one line each. */
export const StackLines = ({ stacks }: { readonly stacks: readonly Line[] }) => (
  <ul className="divide-y divide-line">
    {stacks.map((stack) => (
      <li
        key={stack.name}
        className="relative grid gap-x-5 gap-y-1 px-4.5 py-3 hover:bg-sunk/60 max-md:px-4 md:grid-cols-[10rem_9rem_minmax(0,1fr)_auto] md:items-baseline"
      >
        <span className="grid">
          <Link
            href={`/stacks/${encodeURIComponent(stack.name)}`}
            className="rounded-sm font-semibold after:absolute after:inset-0"
          >
            {stack.name}
          </Link>
          <span className="text-sm text-muted">{stack.teamName}</span>
        </span>
        <span>
          <DiffStateMark state={stack.state} />
        </span>
        <span className="flex flex-wrap items-baseline gap-x-3">
          <span className="text-muted">
            {stack.findings} {stack.findings === 1 ? "finding" : "findings"}
            {stack.tiers.some((tier) => tier.state !== "in-line") ? " in" : ""}
          </span>
          {stack.tiers
            .filter((tier) => tier.state !== "in-line")
            .map((tier) => (
              <TierMark key={tier.tier} tier={tier.tier} />
            ))}
        </span>
        <span className="relative text-sm text-muted">
          {stack.accountName}, {stack.region}
          {stack.scope?.observedAt == null ? null : (
            <>
              , <RelativeTime at={stack.scope.observedAt} />
            </>
          )}
        </span>
      </li>
    ))}
  </ul>
);
