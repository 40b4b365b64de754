import { VERDICT_LOOKS } from "#components/stack/finding-look.ts";
import type { ShownRule, ShownTierRules } from "#components/stack/shown-stack-facts.ts";
import { MakerWords } from "#components/stack/since-words.tsx";
import { DataTable } from "#components/ui/data-table.tsx";
import { FindingMark } from "#components/ui/finding-mark.tsx";
import { ForeignText } from "#components/ui/foreign-text.tsx";
import { MonoId } from "#components/ui/mono-id.tsx";
import { TierMark } from "#components/ui/tier-mark.tsx";
import { FlowText } from "#components/ui/witness-line.tsx";

interface Props {
  readonly tiers: readonly ShownTierRules[];
  /** Names of groups and prefix lists, by id. */
  readonly names: Readonly<Record<string, string>>;
}

const Peer = ({ rule }: { readonly rule: ShownRule }) => (
  <span className="grid justify-items-start">
    {rule.peerName === null ? null : (
      <span className="font-[560]">
        <ForeignText text={rule.peerName} limit={48} />
      </span>
    )}
    <MonoId
      id={rule.peer}
      what="source"
      short={rule.peerName !== null}
      {...(rule.peer.startsWith("sg-") ? { href: `/groups/${rule.peer}` } : {})}
    />
  </span>
);

const Rules = ({ tier }: { readonly tier: ShownTierRules }) => (
  <DataTable
    caption={`${tier.direction === "ingress" ? "Ingress" : "Egress"} rules of ${tier.tier}`}
    rows={tier.rules}
    rowKey={(rule) => rule.id}
    columns={[
      {
        key: "verdict",
        label: "Verdict",
        className: "md:w-36",
        cell: (rule) => {
          const look = VERDICT_LOOKS[rule.verdict];
          return <FindingMark state={look.state} word={look.word} />;
        },
      },
      {
        key: "peer",
        label: tier.direction === "ingress" ? "From" : "To",
        cell: (rule) => <Peer rule={rule} />,
      },
      {
        key: "service",
        label: "Service",
        cell: (rule) => (
          <span className="grid">
            <span className="font-mono md:whitespace-nowrap">{rule.service}</span>
            {rule.openToWorld.length === 0 ? null : (
              <span className="text-sm font-[560] text-extra">opens it to the Internet</span>
            )}
          </span>
        ),
      },
      {
        key: "said",
        label: "Description",
        cell: (rule) =>
          rule.descriptions.length === 0 ? (
            <span className="text-muted">none</span>
          ) : (
            rule.descriptions.map((text) => <ForeignText key={text} text={text} limit={90} />)
          ),
      },
      {
        key: "made",
        label: "Made",
        cell: (rule) => <MakerWords maker={rule.maker} since={rule.since} />,
      },
      {
        key: "ids",
        label: "Rule",
        cell: (rule) =>
          rule.ruleIds.length === 0 ? null : (
            <span className="grid justify-items-start">
              {rule.ruleIds.map((ruleId) => (
                <MonoId key={ruleId} id={ruleId} what="rule id" short />
              ))}
            </span>
          ),
      },
    ]}
  />
);

const MODES = { any: "anything is meant", unmanaged: "the pattern leaves this to others", list: "" };

/** The model beside what is there, tier by tier. */
export const RulesTables = ({ tiers, names }: Props) => (
  <div className="divide-y divide-line">
    {tiers.map((tier) => (
      <section key={`${tier.tier} ${tier.direction}`} className="py-1">
        <header className="flex flex-wrap items-baseline gap-x-3 gap-y-1 px-4.5 pt-3.5 pb-1 max-md:px-4">
          <h2 className="text-base">
            <TierMark tier={tier.tier} />
            <span className="sr-only"> {tier.direction}</span>
          </h2>
          <p className="text-sm text-muted">
            {tier.direction === "egress" ? "Out. " : ""}
            {tier.mode !== "list" ? (
              MODES[tier.mode]
            ) : tier.meant.length === 0 ? (
              "Meant: nothing"
            ) : (
              <>
                Meant:{" "}
                {tier.meant.map((line, index) => (
                  <span key={`${line.peer} ${line.service}`} className="text-ink">
                    {index === 0 ? "" : ", "}
                    <FlowText line={line} names={names} />
                  </span>
                ))}
              </>
            )}
          </p>
        </header>
        {tier.missing.length === 0 ? null : (
          <ul className="grid gap-1 px-4.5 py-1.5 max-md:px-4">
            {tier.missing.map((line) => (
              <li key={`${line.peer} ${line.service}`} className="flex flex-wrap items-center gap-2">
                <FindingMark state="missing" />
                <FlowText line={line} names={names} />
              </li>
            ))}
          </ul>
        )}
        {tier.rules.length === 0 ? (
          <p className="px-4.5 py-2.5 text-muted max-md:px-4">It has no rule: nothing is let in.</p>
        ) : (
          <div className="relative overflow-x-auto">
            <Rules tier={tier} />
          </div>
        )}
      </section>
    ))}
  </div>
);
