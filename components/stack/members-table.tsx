import { FINDING_KIND_LOOKS } from "#components/stack/finding-look.ts";
import type { ShownMember } from "#components/stack/shown-stack-facts.ts";
import { DataTable } from "#components/ui/data-table.tsx";
import { FindingMark } from "#components/ui/finding-mark.tsx";
import { ForeignText } from "#components/ui/foreign-text.tsx";
import { MomentLink } from "#components/ui/moment-link.tsx";
import { MonoId } from "#components/ui/mono-id.tsx";
import { StateMark } from "#components/ui/state-mark.tsx";
import { TierMark } from "#components/ui/tier-mark.tsx";

/** What carries the stack's groups, the misplaced first. */
export const MembersTable = ({ members }: { readonly members: readonly ShownMember[] }) => (
  <DataTable
    caption="Interfaces that carry this stack's groups"
    rows={members}
    rowKey={(member) => member.interfaceId}
    columns={[
      {
        key: "state",
        label: "State",
        cell: (member) =>
          member.faults.length === 0 ? (
            <StateMark tone="ok" shape="check">
              As meant
            </StateMark>
          ) : (
            <span className="grid justify-items-start">
              {member.faults.map((kind) => (
                <FindingMark key={kind} {...FINDING_KIND_LOOKS[kind]} />
              ))}
            </span>
          ),
      },
      {
        key: "name",
        label: "What",
        cell: (member) => (
          <span className="grid justify-items-start">
            {member.name === null ? null : (
              <span className="font-[560]">
                <ForeignText text={member.name} limit={48} />
              </span>
            )}
            {member.instanceId === null ? null : <MonoId id={member.instanceId} what="instance id" short />}
            {member.managedBy === null ? null : (
              <span className="text-sm text-muted">run by {member.managedBy}</span>
            )}
          </span>
        ),
      },
      {
        key: "tiers",
        label: "Carries",
        cell: (member) => (
          <span className="flex flex-wrap gap-x-3 gap-y-0.5">
            {member.tiers.map((tier) => (
              <TierMark key={tier} tier={tier} />
            ))}
            {member.otherGroups.map(({ groupId, name }) => (
              <MomentLink
                key={groupId}
                href={`/groups/${groupId}`}
                className="rounded-sm text-muted hover:underline"
              >
                <ForeignText text={name ?? groupId} limit={32} />
              </MomentLink>
            ))}
          </span>
        ),
      },
      {
        key: "addresses",
        label: "Addresses",
        cell: (member) => (
          <span className="grid font-mono">
            {[...member.addresses.map((cidr) => cidr.replace(/\/(32|128)$/, "")), ...member.publicAddresses]
              .slice(0, 4)
              .map((address) => (
                <span key={address} className="break-all">
                  {address}
                </span>
              ))}
          </span>
        ),
      },
      {
        key: "id",
        label: "Interface",
        cell: (member) => <MonoId id={member.interfaceId} what="interface id" short />,
      },
    ]}
  />
);
