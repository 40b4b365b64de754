import type { ShownGroupRule } from "#components/groups/shown-group.ts";
import { DataTable } from "#components/ui/data-table.tsx";
import { FindingMark, type FindingState } from "#components/ui/finding-mark.tsx";
import { ForeignText } from "#components/ui/foreign-text.tsx";
import { MonoId } from "#components/ui/mono-id.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { TextLink } from "#components/ui/text-link.tsx";

const LOOKS: Readonly<Record<ShownGroupRule["verdict"], { state: FindingState; word?: string } | null>> = {
  needed: { state: "needed" },
  extra: { state: "extra" },
  "too-wide": { state: "too-wide" },
  redundant: { state: "redundant" },
  stale: { state: "redundant", word: "Grants nothing" },
  unknown: { state: "unknown" },
  unmanaged: null,
  outside: null,
};

const Life = ({ rule, biographyHref }: { readonly rule: ShownGroupRule; readonly biographyHref: string }) => {
  const last = rule.life?.spans.at(-1);
  return (
    <span className="grid justify-items-start">
      {rule.maker === null ? (
        <span>Not through Sallyport</span>
      ) : (
        <span>
          By{" "}
          <TextLink href={`/changes/${rule.maker.changeNumber}`}>change {rule.maker.changeNumber}</TextLink>
          {rule.maker.requesterName === null ? null : (
            <>
              , asked by <ForeignText text={rule.maker.requesterName} limit={40} />
            </>
          )}
        </span>
      )}
      {last === undefined || rule.life === null ? null : (
        <span className="text-sm text-muted">
          {rule.life.isOlder && rule.life.spans.length === 1 ? "there at the first look, " : "first seen "}
          <RelativeTime at={last.from} />
          {rule.life.spans.length > 1 ? `; came and went ${rule.life.spans.length} times` : ""}
        </span>
      )}
      <TextLink href={biographyHref} scroll={false} className="text-sm">
        Biography
      </TextLink>
    </span>
  );
};

/** The rules of a group in one direction, each with its verdict and its life. */
export const GroupRules = ({
  rules,
  direction,
  biographyHref,
}: {
  readonly rules: readonly ShownGroupRule[];
  readonly direction: "ingress" | "egress";
  /** Where the biography of a rule is told, by its key. */
  readonly biographyHref: (ruleKey: string) => string;
}) => (
  <DataTable
    caption={direction === "ingress" ? "Ingress rules" : "Egress rules"}
    rows={rules.filter((rule) => rule.direction === direction)}
    rowKey={(rule) => rule.key}
    columns={[
      {
        key: "peer",
        label: direction === "ingress" ? "From" : "To",
        cell: (rule) => (
          <span className="grid justify-items-start">
            {rule.peerName === null ? null : (
              <span className="font-[560]">
                <ForeignText text={rule.peerName} limit={48} />
              </span>
            )}
            <MonoId
              id={rule.peer}
              what="source"
              {...(rule.peer.startsWith("sg-") ? { href: `/groups/${rule.peer}` } : {})}
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
        key: "verdict",
        label: "Verdict",
        cell: (rule) => {
          const look = LOOKS[rule.verdict];
          if (look !== null) return <FindingMark {...look} />;
          return (
            <span className="text-muted">
              {rule.verdict === "outside" ? "no model speaks of it" : "not managed"}
            </span>
          );
        },
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
        key: "life",
        label: "Made",
        cell: (rule) => <Life rule={rule} biographyHref={biographyHref(rule.key)} />,
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
