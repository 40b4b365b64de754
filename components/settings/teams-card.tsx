import { ActionForm } from "#components/ui/action-form.tsx";
import { Card } from "#components/ui/card.tsx";
import { DialogButton } from "#components/ui/dialog-button.tsx";
import { ForeignText } from "#components/ui/foreign-text.tsx";
import type { FormAction } from "#components/ui/form-state.ts";
import { TextField } from "#components/ui/text-field.tsx";

interface Props {
  readonly teams: readonly { readonly id: string; readonly name: string; readonly stacks: number }[];
  /** Absent for those who only read. */
  readonly create?: FormAction;
}

/** Teams own stacks; a team lead answers for the team's own. */
export const TeamsCard = ({ teams, create }: Props) => (
  <Card
    title="Teams"
    actions={
      create === undefined ? null : (
        <DialogButton label="Add a team…" title="Add a team" size="small">
          <ActionForm action={create} submit="Add this team">
            <TextField label="Name" name="name" required maxLength={80} />
          </ActionForm>
        </DialogButton>
      )
    }
  >
    {teams.length === 0 ? (
      <p className="text-muted">No team yet. A stack needs one.</p>
    ) : (
      <ul className="flex flex-wrap gap-x-8 gap-y-1.5">
        {teams.map((team) => (
          <li key={team.id}>
            <ForeignText text={team.name} limit={60} className="font-[560]" />{" "}
            <span className="text-muted">
              {team.stacks} {team.stacks === 1 ? "stack" : "stacks"}
            </span>
          </li>
        ))}
      </ul>
    )}
  </Card>
);
