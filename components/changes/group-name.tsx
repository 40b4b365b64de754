import { ForeignText } from "#components/ui/foreign-text.tsx";
import { TierMark } from "#components/ui/tier-mark.tsx";
import { newGroupName } from "#lib/core/plan/new-group.ts";

/** What a page knows of the groups it names, by group id. */
export type GroupLabels = Readonly<
  Record<string, { readonly name: string | null; readonly tier: string | null }>
>;

/** A group as its tier where the stack binds it, else by its name on EC2, else by its id. */
export const GroupName = ({
  groupId,
  labels,
}: {
  readonly groupId: string;
  readonly labels: GroupLabels;
}) => {
  const label = labels[groupId];
  if (label?.tier) return <TierMark tier={label.tier} />;
  if (label?.name) return <ForeignText text={label.name} limit={48} className="font-[560]" />;
  const newName = newGroupName(groupId);
  if (newName !== null) return <ForeignText text={newName} limit={64} className="font-[560]" />;
  return <span className="font-mono">{groupId}</span>;
};
