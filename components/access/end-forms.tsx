import type { ShownGrant } from "#components/access/shown-grant.ts";
import { ActionForm } from "#components/ui/action-form.tsx";
import { DialogButton } from "#components/ui/dialog-button.tsx";
import { foreignString } from "#components/ui/foreign-characters.ts";
import type { FormAction } from "#components/ui/form-state.ts";
import { TextField } from "#components/ui/text-field.tsx";

interface OneProps {
  readonly grant: ShownGrant;
  readonly action: FormAction;
}

const Sessions = () => (
  <p className="mb-3 text-muted">
    No new connections can be made from there. What happens to sessions that are open is computed and shown on
    the change.
  </p>
);

const whose = (grant: ShownGrant) => foreignString(grant.personName);

const Why = () => <TextField label="Why" name="reason" required maxLength={500} />;

/** Giving one's own access back, at once. */
export const HandBackForm = ({ grant, action }: OneProps) => (
  <DialogButton label="Hand back…" title={`Hand back ${grant.stackName}`}>
    <Sessions />
    <ActionForm action={action} submit={`Close ${grant.peer} to ${grant.stackName} now`} variant="danger">
      <input type="hidden" name="grantId" value={grant.id} />
    </ActionForm>
  </DialogButton>
);

/** Taking one grant from somebody, at once and alone. */
export const RevokeForm = ({ grant, action }: OneProps) => (
  <DialogButton
    label="Revoke…"
    title={`Revoke ${whose(grant)}'s access to ${grant.stackName}`}
    variant="danger"
    size="small"
  >
    <Sessions />
    <ActionForm
      action={action}
      submit={`Close ${grant.peer} to ${grant.stackName} for ${whose(grant)} now`}
      variant="danger"
    >
      <input type="hidden" name="grantId" value={grant.id} />
      <Why />
    </ActionForm>
  </DialogButton>
);

interface AllProps {
  readonly personId: string;
  readonly personName: string;
  readonly count: number;
  readonly action: FormAction;
}

/** Taking all of somebody's access, at once and alone. */
export const RevokeAllForm = ({ personId, personName, count, action }: AllProps) => (
  <DialogButton
    label="Throw out…"
    title={`Throw ${foreignString(personName)} out of every stack`}
    variant="danger"
    size="small"
  >
    <Sessions />
    <ActionForm
      action={action}
      submit={`Close all ${count} of ${foreignString(personName)}'s grants now`}
      variant="danger"
    >
      <input type="hidden" name="personId" value={personId} />
      <Why />
    </ActionForm>
  </DialogButton>
);
