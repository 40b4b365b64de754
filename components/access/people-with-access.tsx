import type { ReactNode } from "react";
import type { ShownGrant } from "#components/access/shown-grant.ts";
import { Avatar } from "#components/ui/avatar.tsx";
import { ForeignText } from "#components/ui/foreign-text.tsx";

interface Props {
  readonly grants: readonly ShownGrant[];
  readonly action?: (personId: string, personName: string, count: number) => ReactNode;
}

/** Everybody who is in now, with how many doors stand open for them. */
export const PeopleWithAccess = ({ grants, action }: Props) => {
  const people = new Map<string, { name: string; stacks: Set<string>; live: number }>();
  for (const grant of grants) {
    if (grant.state !== "live") continue;
    const known = people.get(grant.personId) ?? { name: grant.personName, stacks: new Set(), live: 0 };
    known.stacks.add(grant.stackName);
    known.live += 1;
    people.set(grant.personId, known);
  }
  return (
    <ul className="flex flex-wrap gap-2.5 p-4.5 max-md:p-4">
      {[...people].map(([id, person]) => (
        <li key={id} className="flex items-center gap-3 rounded-lg border border-line py-2 pr-2 pl-3">
          <Avatar name={person.name} />
          <div>
            <ForeignText text={person.name} limit={48} className="font-[560]" />
            <p className="text-sm text-muted">
              <ForeignText text={[...person.stacks].join(", ")} limit={80} />
            </p>
          </div>
          {action?.(id, person.name, person.live)}
        </li>
      ))}
    </ul>
  );
};
