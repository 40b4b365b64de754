import { ConfidenceMark } from "#components/adopt/confidence-mark.tsx";
import { DUTY_WORDS } from "#components/adopt/duty-words.ts";
import type { ShownProposedTier } from "#components/adopt/shown-proposal.ts";
import { ForeignText } from "#components/ui/foreign-text.tsx";
import { MonoId } from "#components/ui/mono-id.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { TierMark } from "#components/ui/tier-mark.tsx";

type Binding = ShownProposedTier["bindings"][number];

type GroupHref = (groupId: string) => string;

const BoundGroup = ({ binding, href }: { readonly binding: Binding; readonly href: string }) => (
  <li className="grid gap-1">
    <p className="flex flex-wrap items-baseline gap-x-2 gap-y-0.5">
      <PageLink
        href={href}
        className="inline-flex min-h-6 items-center rounded-sm font-[560] hover:underline"
      >
        <ForeignText text={binding.name} limit={60} />
      </PageLink>
      <span className="text-sm text-muted">
        <MonoId id={binding.groupId} what="group id" />
      </span>
      <ConfidenceMark confidence={binding.confidence} />
      {binding.boundIn === null ? null : (
        <span className="text-sm text-muted">plays a tier of {binding.boundIn} already</span>
      )}
    </p>
    <ul className="grid list-disc gap-0.5 pl-5 text-sm text-muted">
      {binding.evidence.map((sentence) => (
        <li key={sentence}>
          <ForeignText text={sentence} limit={240} />
        </li>
      ))}
    </ul>
  </li>
);

const ownPage: GroupHref = (groupId) => `/groups/${groupId}`;

interface Props {
  readonly tiers: readonly ShownProposedTier[];
  /** Where a group is shown; its own page where nothing else is said. */
  readonly groupHref?: GroupHref;
}

/** Each tier with the groups that play it, and what speaks for and against each. */
export const ProposedTiers = ({ tiers, groupHref = ownPage }: Props) => (
  <ul className="divide-y divide-line">
    {tiers.map((tier) => (
      <li key={tier.tier} className="grid gap-2 px-4.5 py-3 max-md:px-4 md:grid-cols-[12rem_minmax(0,1fr)]">
        <div className="grid content-start justify-items-start gap-0.5">
          <h3>
            <TierMark tier={tier.tier} />
          </h3>
          <span className="text-sm text-muted">{DUTY_WORDS[tier.duty]}</span>
          <ConfidenceMark confidence={tier.confidence} />
        </div>
        <ul className="grid content-start gap-3">
          {tier.bindings.map((binding) => (
            <BoundGroup key={binding.groupId} binding={binding} href={groupHref(binding.groupId)} />
          ))}
        </ul>
      </li>
    ))}
  </ul>
);
