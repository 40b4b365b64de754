import type { ReactNode } from "react";
import { DataTable } from "#components/ui/data-table.tsx";
import { ForeignText } from "#components/ui/foreign-text.tsx";
import { StateMark } from "#components/ui/state-mark.tsx";

export interface ShownPerson {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly disabled: boolean;
  readonly self: boolean;
  readonly roles: readonly {
    readonly assignmentId: string;
    readonly role: string;
    readonly team: string | null;
    readonly since: string;
    readonly givenBy: string | null;
  }[];
  readonly liveGrants: number;
  /** Null at a moment of the past, of which that is not kept. */
  readonly sessions: number | null;
}

interface Props {
  readonly people: readonly ShownPerson[];
  /** What may be done with a person; absent for those who only read. */
  readonly actions?: (person: ShownPerson) => ReactNode;
}

export const roleWords = (role: string, team: string | null): string =>
  `${role.replace("_", " ")}${team === null ? "" : `, ${team}`}`;

/** Everybody Sallyport knows, and what they are, or were. */
export const PeopleTable = ({ people, actions }: Props) => (
  <DataTable
    caption="People and their roles"
    rows={people}
    rowKey={(person) => person.id}
    columns={[
      {
        key: "name",
        label: "Person",
        cell: (person) => (
          <div>
            <ForeignText text={person.name} limit={60} className="font-[560]" />
            {person.self ? <span className="text-muted"> (you)</span> : null}
            <div className="text-sm text-muted">
              <ForeignText text={person.email} limit={80} />
            </div>
          </div>
        ),
      },
      {
        key: "roles",
        label: "Roles",
        cell: (person) =>
          person.roles.length === 0 ? (
            <span className="text-muted">none{person.sessions === null ? "" : ": may see nothing"}</span>
          ) : (
            <ul className="grid gap-0.5">
              {person.roles.map((held) => (
                <li key={held.assignmentId}>
                  <ForeignText text={roleWords(held.role, held.team)} limit={60} />
                  {held.givenBy === null ? null : (
                    <span className="text-sm text-muted">
                      , given by <ForeignText text={held.givenBy} limit={48} />
                    </span>
                  )}
                </li>
              ))}
            </ul>
          ),
      },
      {
        key: "state",
        label: "State",
        cell: (person) =>
          person.disabled ? (
            <StateMark tone="extra" shape="lock">
              Disabled
            </StateMark>
          ) : person.sessions === null ? (
            <span className="text-muted">not disabled</span>
          ) : person.sessions > 0 ? (
            <StateMark tone="ok" shape="dot">
              Signed in
            </StateMark>
          ) : (
            <span className="text-muted">not signed in</span>
          ),
      },
      {
        key: "grants",
        label: "Open grants",
        align: "end",
        cell: (person) => <span className="tabular-nums">{person.liveGrants}</span>,
      },
      ...(actions === undefined ? [] : [{ key: "actions", label: "", align: "end" as const, cell: actions }]),
    ]}
  />
);
