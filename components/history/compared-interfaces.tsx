import { ChangeMark } from "#components/history/change-mark.tsx";
import type { Names, ShownComparedInterface } from "#components/history/shown-comparison.ts";
import { DataTable } from "#components/ui/data-table.tsx";
import { ForeignText } from "#components/ui/foreign-text.tsx";
import { MonoId } from "#components/ui/mono-id.tsx";

interface Props {
  readonly interfaces: readonly ShownComparedInterface[];
  readonly names: Names;
}

const Groups = ({ groupIds, names }: { readonly groupIds: readonly string[]; readonly names: Names }) =>
  groupIds.length === 0 ? (
    <span className="text-muted">none</span>
  ) : (
    <span className="grid justify-items-start">
      {groupIds.map((groupId) => (
        <span key={groupId} className="flex flex-wrap items-baseline gap-x-2">
          {names[groupId] === undefined ? null : <ForeignText text={names[groupId]} limit={40} />}
          <MonoId id={groupId} what="group id" href={`/groups/${groupId}`} short />
        </span>
      ))}
    </span>
  );

/** Interfaces that came, went, or carry other groups. */
export const ComparedInterfaces = ({ interfaces, names }: Props) => (
  <DataTable
    caption="Interfaces that carry other groups"
    rows={interfaces}
    rowKey={(item) => item.interfaceId}
    columns={[
      {
        key: "name",
        label: "Interface",
        cell: (item) => (
          <span className="grid justify-items-start">
            {item.name === null ? null : <ForeignText text={item.name} limit={48} />}
            <MonoId id={item.instanceId ?? item.interfaceId} what="id" />
            <span className="text-sm text-muted">
              {item.addresses.slice(0, 2).join(", ")}
              {item.addresses.length > 2 ? ` and ${item.addresses.length - 2} more` : ""}
            </span>
          </span>
        ),
      },
      { key: "change", label: "Change", cell: (item) => <ChangeMark change={item.change} /> },
      { key: "joined", label: "Joined", cell: (item) => <Groups groupIds={item.joined} names={names} /> },
      { key: "left", label: "Left", cell: (item) => <Groups groupIds={item.left} names={names} /> },
    ]}
  />
);
