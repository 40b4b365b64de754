import { roleWords, type ShownPerson } from "#components/settings/people-table.tsx";
import { ActionForm } from "#components/ui/action-form.tsx";
import { DialogButton } from "#components/ui/dialog-button.tsx";
import { foreignString } from "#components/ui/foreign-characters.ts";
import type { FormAction } from "#components/ui/form-state.ts";
import { SelectField } from "#components/ui/select-field.tsx";

export interface PersonDeeds {
  readonly giveRole: FormAction;
  readonly endRole: FormAction;
  readonly endSessions: FormAction;
  readonly disable: FormAction;
  readonly enable: FormAction;
}

interface Props {
  readonly person: ShownPerson;
  readonly teams: readonly { readonly id: string; readonly name: string }[];
  readonly deeds: PersonDeeds;
}

const ROLE_OPTIONS = [
  { value: "cloud_admin", label: "cloud admin: changes groups and approves" },
  { value: "ssh_admin", label: "ssh admin: asks for SSH access and uses it" },
  { value: "team_lead", label: "team lead: approves for the team's stacks, asks for new ones" },
  { value: "security_reviewer", label: "security reviewer: reads everything" },
];

/** What a cloud admin may do with somebody else. Nobody changes their own roles. */
export const PersonActions = ({ person, teams, deeds }: Props) =>
  person.self ? null : (
    <DialogButton label="Change…" title={`Change ${foreignString(person.name)}`} size="small">
      <div className="grid gap-6">
        {person.disabled ? (
          <ActionForm
            action={deeds.enable}
            submit={`Let ${foreignString(person.name)} in again`}
            variant="plain"
          >
            <input type="hidden" name="personId" value={person.id} />
          </ActionForm>
        ) : (
          <>
            <ActionForm action={deeds.giveRole} submit="Give this role">
              <input type="hidden" name="personId" value={person.id} />
              <SelectField label="Role" name="role" options={ROLE_OPTIONS} />
              <SelectField
                label="Team"
                name="teamId"
                hint="For a team lead only."
                options={[
                  { value: "", label: "no team" },
                  ...teams.map(({ id, name }) => ({ value: id, label: name })),
                ]}
              />
            </ActionForm>
            {person.roles.map((held) => (
              <ActionForm
                key={held.assignmentId}
                action={deeds.endRole}
                submit={`End “${roleWords(held.role, held.team)}” now`}
                variant="danger"
              >
                <input type="hidden" name="assignmentId" value={held.assignmentId} />
              </ActionForm>
            ))}
            <div className="border-t border-line pt-4">
              <p className="mb-2.5 text-muted">
                Ending the sessions signs the person out in every browser, and takes nothing else away: they
                may sign in again.
              </p>
              <ActionForm action={deeds.endSessions} submit="End sessions" variant="plain">
                <input type="hidden" name="personId" value={person.id} />
              </ActionForm>
            </div>
            <div className="border-t border-line pt-4">
              <p className="mb-2.5 text-muted">
                Disabling ends every session, lets approvals fall, and begins to close the person's SSH
                grants.
              </p>
              <ActionForm
                action={deeds.disable}
                submit={`Shut ${foreignString(person.name)} out now`}
                variant="danger"
              >
                <input type="hidden" name="personId" value={person.id} />
              </ActionForm>
            </div>
          </>
        )}
      </div>
    </DialogButton>
  );
