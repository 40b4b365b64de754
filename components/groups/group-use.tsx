import { DataTable } from "#components/ui/data-table.tsx";
import { ForeignText } from "#components/ui/foreign-text.tsx";
import { MomentLink } from "#components/ui/moment-link.tsx";
import { MonoId } from "#components/ui/mono-id.tsx";

interface Carrier {
  readonly interfaceId: string;
  readonly instanceId: string | null;
  readonly name: string | null;
  readonly addresses: readonly string[];
  readonly managedBy: string | null;
}

export const GroupCarriers = ({ carriers }: { readonly carriers: readonly Carrier[] }) => (
  <DataTable
    caption="Interfaces that carry this group"
    rows={carriers}
    rowKey={(row) => row.interfaceId}
    columns={[
      {
        key: "what",
        label: "What",
        cell: (row) => (
          <span className="grid justify-items-start">
            {row.name === null ? <span className="text-muted">no name</span> : null}
            {row.name === null ? null : (
              <span className="font-[560]">
                <ForeignText text={row.name} limit={48} />
              </span>
            )}
            {row.managedBy === null ? null : (
              <span className="text-sm text-muted">run by {row.managedBy}</span>
            )}
          </span>
        ),
      },
      {
        key: "instance",
        label: "Instance",
        cell: (row) =>
          row.instanceId === null ? null : <MonoId id={row.instanceId} what="instance id" short />,
      },
      {
        key: "addresses",
        label: "Addresses",
        cell: (row) => (
          <span className="grid font-mono">
            {row.addresses.slice(0, 4).map((cidr) => (
              <span key={cidr} className="max-md:break-all md:whitespace-nowrap">
                {cidr.replace(/\/(32|128)$/, "")}
              </span>
            ))}
          </span>
        ),
      },
      {
        key: "interface",
        label: "Interface",
        cell: (row) => <MonoId id={row.interfaceId} what="interface id" short />,
      },
    ]}
  />
);

interface Reference {
  readonly groupId: string;
  readonly name: string | null;
  readonly ruleKey: string;
}

/** Whose rules name this group: they change their meaning when what carries it changes. */
export const GroupReferences = ({
  references,
  groupId,
}: {
  readonly references: readonly Reference[];
  readonly groupId: string;
}) => (
  <ul className="divide-y divide-line">
    {references.map((reference) => (
      <li
        key={`${reference.groupId} ${reference.ruleKey}`}
        className="flex flex-wrap items-baseline gap-x-3 gap-y-0.5 px-4.5 py-2.5 max-md:px-4"
      >
        {reference.groupId === groupId ? (
          <span className="font-[560]">itself</span>
        ) : (
          <MomentLink href={`/groups/${reference.groupId}`} className="rounded-sm font-[560] hover:underline">
            <ForeignText text={reference.name ?? reference.groupId} limit={60} />
          </MomentLink>
        )}
        <ForeignText text={reference.ruleKey} limit={120} className="font-mono text-muted" />
      </li>
    ))}
  </ul>
);
