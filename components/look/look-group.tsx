"use client";

import { type LookView, lookHref } from "#components/look/look-view.ts";
import { Card } from "#components/ui/card.tsx";
import { DataTable } from "#components/ui/data-table.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { ForeignText } from "#components/ui/foreign-text.tsx";
import { MonoId } from "#components/ui/mono-id.tsx";
import { TierMark } from "#components/ui/tier-mark.tsx";
import type { LookGroup } from "./look-groups.tsx";

export interface LookRule {
  readonly key: string;
  readonly direction: "ingress" | "egress";
  readonly peer: string;
  readonly peerName: string | null;
  readonly service: string;
  readonly descriptions: readonly string[];
}

export interface LookGroupDetail {
  readonly row: LookGroup;
  readonly description: string;
  readonly ownerId: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly rules: readonly LookRule[];
  readonly carriers: readonly {
    readonly interfaceId: string;
    readonly instanceId: string | null;
    readonly name: string | null;
    readonly addresses: readonly string[];
    readonly managedBy: string | null;
  }[];
  readonly references: readonly {
    readonly groupId: string;
    readonly name: string | null;
    readonly ruleKey: string;
  }[];
  readonly leftOut: string | null;
}

interface Props {
  readonly view: LookView;
  readonly detail: LookGroupDetail;
}

const SHOWN = 50;

const Rules = ({ view, detail, direction }: Props & { readonly direction: "ingress" | "egress" }) => {
  const rules = detail.rules.filter((rule) => rule.direction === direction);
  const title = direction === "ingress" ? "Ingress" : "Egress";
  return (
    <Card flush title={title} note={`${rules.length} ${rules.length === 1 ? "rule" : "rules"}`}>
      {rules.length === 0 ? (
        <EmptyState
          shape={detail.row.rules === null ? "fog" : "ring"}
          title={detail.row.rules === null ? "Its rules were not given" : "No rule: nothing gets through"}
        />
      ) : (
        <div className="relative overflow-x-auto">
          <DataTable
            caption={`${title} rules`}
            rows={rules}
            rowKey={(rule) => rule.key}
            columns={[
              {
                key: "peer",
                label: direction === "ingress" ? "From" : "To",
                cell: (rule) => (
                  <span className="grid justify-items-start">
                    {rule.peerName === null ? null : (
                      <ForeignText text={rule.peerName} limit={48} className="font-[560]" />
                    )}
                    <MonoId
                      id={rule.peer}
                      what="source"
                      {...(rule.peer.startsWith("sg-")
                        ? { href: lookHref(view, { tab: "groups", group: rule.peer }) }
                        : {})}
                    />
                  </span>
                ),
              },
              {
                key: "service",
                label: "Service",
                cell: (rule) => <span className="font-mono md:whitespace-nowrap">{rule.service}</span>,
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
            ]}
          />
        </div>
      )}
    </Card>
  );
};

const Carriers = ({ detail }: { readonly detail: LookGroupDetail }) => (
  <Card
    title="Carried by"
    note={`${detail.carriers.length} ${detail.carriers.length === 1 ? "interface" : "interfaces"}`}
  >
    <ul className="grid gap-1.5">
      {detail.carriers.slice(0, SHOWN).map((item) => (
        <li key={item.interfaceId} className="flex flex-wrap items-baseline gap-x-3">
          {item.name === null ? null : <ForeignText text={item.name} limit={48} className="font-[560]" />}
          <MonoId id={item.instanceId ?? item.interfaceId} what="id" short />
          <span className="font-mono text-sm text-muted">
            {item.addresses
              .slice(0, 4)
              .map((cidr) => cidr.replace(/\/(32|128)$/, ""))
              .join(", ")}
          </span>
          {item.managedBy === null ? null : (
            <span className="text-sm text-muted">run by {item.managedBy}</span>
          )}
        </li>
      ))}
      {detail.carriers.length > SHOWN ? (
        <li className="text-muted">and {detail.carriers.length - SHOWN} more</li>
      ) : null}
      {detail.carriers.length === 0 ? <li className="text-muted">No interface that was given.</li> : null}
    </ul>
  </Card>
);

const References = ({ view, detail }: Props) => (
  <Card
    title="Named by rules of"
    note={`${detail.references.length} ${detail.references.length === 1 ? "rule" : "rules"}`}
  >
    <ul className="grid gap-1.5">
      {detail.references.slice(0, SHOWN).map(({ groupId, name, ruleKey }) => (
        <li key={`${groupId} ${ruleKey}`} className="flex flex-wrap items-baseline gap-x-3">
          <a
            href={lookHref(view, { tab: "groups", group: groupId })}
            className="inline-flex min-h-6 items-center rounded-sm font-[560] hover:underline"
          >
            {groupId === detail.row.groupId ? "itself" : <ForeignText text={name ?? groupId} limit={60} />}
          </a>
          <ForeignText text={ruleKey} limit={120} className="font-mono text-sm text-muted" />
        </li>
      ))}
      {detail.references.length > SHOWN ? (
        <li className="text-muted">and {detail.references.length - SHOWN} more</li>
      ) : null}
      {detail.references.length === 0 ? <li className="text-muted">No rule names it.</li> : null}
    </ul>
  </Card>
);

const Place = ({ view, detail }: Props) => {
  const { plays } = detail.row;
  if (plays === null)
    return <p className="text-muted">{detail.leftOut ?? "It plays no tier of any proposed stack."}</p>;
  return (
    <p className="flex flex-wrap items-baseline gap-x-2">
      <span className="text-muted">Could play</span> <TierMark tier={plays.tier} />
      <span className="text-muted">of</span>
      <a
        href={lookHref(view, { tab: "proposals", stack: plays.stack })}
        className="rounded-sm font-[560] underline underline-offset-3"
      >
        {plays.stack}
      </a>
    </p>
  );
};

/** One group: what it allows, who carries it, who names it. */
export const LookGroupPage = ({ view, detail }: Props) => (
  <>
    <Card>
      <a
        href={lookHref(view, { tab: "groups", group: "", page: view.page })}
        className="inline-flex min-h-6 items-center rounded-sm text-sm text-muted hover:text-ink hover:underline"
      >
        All groups
      </a>
      <h2 className="text-lg font-semibold wrap-anywhere">
        <ForeignText text={detail.row.name} limit={120} />
      </h2>
      <p className="flex flex-wrap items-baseline gap-x-3 text-muted">
        <MonoId id={detail.row.groupId} what="group id" />
        {detail.row.vpcId === null ? null : <MonoId id={detail.row.vpcId} what="VPC id" />}
        <ForeignText text={detail.description} limit={160} />
      </p>
      <Place view={view} detail={detail} />
      <p className="mt-2">
        <a
          href={lookHref(view, { tab: "reach", text: `who can reach ${detail.row.groupId}` })}
          className="rounded-sm underline underline-offset-3"
        >
          Who can reach it?
        </a>
      </p>
    </Card>
    <Rules view={view} detail={detail} direction="ingress" />
    <Rules view={view} detail={detail} direction="egress" />
    <div className="grid gap-4 lg:grid-cols-2">
      <Carriers detail={detail} />
      <References view={view} detail={detail} />
    </div>
  </>
);
