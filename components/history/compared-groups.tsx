import { ChangeMark } from "#components/history/change-mark.tsx";
import type { Names, ShownComparedGroup, ShownFlowLines } from "#components/history/shown-comparison.ts";
import { FirstFew } from "#components/ui/first-few.tsx";
import { ForeignText } from "#components/ui/foreign-text.tsx";
import { MonoId } from "#components/ui/mono-id.tsx";
import { Shape } from "#components/ui/shape.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { TierMark } from "#components/ui/tier-mark.tsx";
import { WitnessLine } from "#components/ui/witness-line.tsx";
import type { Line } from "#lib/core/diff/line.ts";
import type { CanonicalRule } from "#lib/core/group/canonical-rule.ts";
import { ruleText } from "#lib/core/group/rule-text.ts";

interface Props {
  readonly groups: readonly ShownComparedGroup[];
  readonly names: Names;
}

const SHOWN_AT_ONCE = 6;

const Peer = ({ peer, names }: { readonly peer: string; readonly names: Names }) => {
  const name = Object.hasOwn(names, peer) ? names[peer] : undefined;
  return (
    <>
      {name === undefined || name === "" ? null : (
        <>
          <ForeignText text={name} limit={40} className="font-[560]" />{" "}
        </>
      )}
      <MonoId id={peer} what="source" {...(peer.startsWith("sg-") ? { href: `/groups/${peer}` } : {})} />
    </>
  );
};

const Flow = ({
  line,
  direction,
  names,
}: {
  readonly line: Line;
  readonly direction: ShownFlowLines["direction"];
  readonly names: Names;
}) => (
  <span className="flex flex-wrap items-baseline gap-x-2">
    <span className="font-mono">{line.service}</span>
    <span className="text-muted">{direction === "ingress" ? "from" : "to"}</span>
    <span>
      <Peer peer={line.peer} names={names} />
    </span>
  </span>
);

interface Side {
  readonly key: "gained" | "lost" | "unknown";
  readonly title: string;
  readonly look: string;
  readonly shape: "triangle" | "ring" | "fog";
}

const SIDES: readonly Side[] = [
  { key: "gained", title: "became possible", look: "text-extra", shape: "triangle" },
  { key: "lost", title: "became impossible", look: "text-missing", shape: "ring" },
  { key: "unknown", title: "cannot be told", look: "text-unknown", shape: "fog" },
];

const Flows = ({ flows, names }: { readonly flows: readonly ShownFlowLines[]; readonly names: Names }) => (
  <div className="grid gap-2">
    {flows.flatMap((each) =>
      SIDES.filter(({ key }) => each[key].length > 0).map(({ key, title, look, shape }) => (
        <div key={`${each.direction} ${key}`} className="grid gap-1">
          <p className={`flex items-center gap-1.5 text-sm font-semibold ${look}`}>
            <Shape name={shape} size={12} />
            {each.direction === "ingress" ? "Into it" : "Out of it"}, {title}
          </p>
          <FirstFew
            items={each[key]}
            limit={SHOWN_AT_ONCE}
            itemKey={(line) => `${line.peer} ${line.service}`}
            render={(line) => (
              <span className="grid">
                <Flow line={line} direction={each.direction} names={names} />
                {key === "unknown" ? null : (
                  <span className="text-sm text-muted">
                    <WitnessLine
                      witness={line.witness}
                      direction={each.direction}
                      passes={key === "gained"}
                    />{" "}
                    {key === "gained" ? "after, not before" : "after, but passed before"}
                  </span>
                )}
              </span>
            )}
          />
        </div>
      )),
    )}
  </div>
);

const Rule = ({
  rule,
  sign,
  names,
}: {
  readonly rule: CanonicalRule;
  readonly sign: string;
  readonly names: Names;
}) => {
  const { peer, service } = ruleText(rule);
  return (
    <span className="flex flex-wrap items-baseline gap-x-2">
      <span className="font-[560]">{sign}</span>
      <span className="font-mono">{service}</span>
      <span className="text-muted">{rule.direction === "ingress" ? "from" : "to"}</span>
      <span>
        <Peer peer={peer} names={names} />
      </span>
    </span>
  );
};

const Rules = ({ group, names }: { readonly group: ShownComparedGroup; readonly names: Names }) => {
  if (group.rules === null)
    return <p className="text-unknown">Its rules could not be read at one of the moments.</p>;
  const { gained, lost, described } = group.rules;
  const entries = [
    ...gained.map((rule) => ({ key: `+ ${rule.key}`, rule, sign: "Rule added:" })),
    ...lost.map((rule) => ({ key: `- ${rule.key}`, rule, sign: "Rule removed:" })),
    ...described.map(({ rule }) => ({ key: `~ ${rule.key}`, rule, sign: "Described otherwise:" })),
  ];
  return (
    <FirstFew
      items={entries}
      limit={SHOWN_AT_ONCE}
      itemKey={({ key }) => key}
      render={({ rule, sign }) => <Rule rule={rule} sign={sign} names={names} />}
    />
  );
};

/** Each group that is not what it was: its rules, and what became possible and impossible by them. */
export const ComparedGroups = ({ groups, names }: Props) => (
  <ul className="divide-y divide-line">
    {groups.map((group) => (
      <li
        key={group.groupId}
        className="grid gap-x-6 gap-y-2 px-4.5 py-3 max-md:px-4 lg:grid-cols-[15rem_minmax(0,1fr)_minmax(0,1fr)]"
      >
        <div className="grid content-start justify-items-start gap-0.5">
          <ChangeMark change={group.change} />
          <TextLink href={`/groups/${group.groupId}`} className="font-semibold">
            <ForeignText text={group.name} limit={60} />
          </TextLink>
          <MonoId id={group.groupId} what="group id" />
          {group.plays === null ? null : (
            <span className="inline-flex flex-wrap items-baseline gap-1.5 text-sm">
              <TierMark tier={group.plays.tier} /> of{" "}
              <TextLink href={`/stacks/${encodeURIComponent(group.plays.stack)}`}>
                {group.plays.stack}
              </TextLink>
            </span>
          )}
          {group.said.length === 0 ? null : (
            <span className="text-sm text-muted">{group.said.join(", ")} changed</span>
          )}
        </div>
        <div className="min-w-0">
          <Rules group={group} names={names} />
        </div>
        <div className="min-w-0">
          {group.flows.length === 0 ? (
            <p className="text-muted">No flow came or went by it.</p>
          ) : (
            <Flows flows={group.flows} names={names} />
          )}
        </div>
      </li>
    ))}
  </ul>
);
