import { rolesInWords, type ShellPerson } from "#components/shell/person.ts";
import type { Theme } from "#components/shell/theme.ts";
import { ThemeSwitch } from "#components/shell/theme-switch.tsx";
import { ActionForm } from "#components/ui/action-form.tsx";
import { Button } from "#components/ui/button.tsx";
import { ForeignText } from "#components/ui/foreign-text.tsx";
import type { FormAction } from "#components/ui/form-state.ts";

interface Props {
  readonly person: ShellPerson;
  readonly theme: Theme;
  readonly signOut: () => Promise<void>;
  readonly signOutEverywhere: FormAction;
}

/** Who I am here, how it looks, and the way out. */
export const PersonPanel = ({ person, theme, signOut, signOutEverywhere }: Props) => (
  <div className="grid gap-3">
    <div>
      <p className="font-semibold">
        <ForeignText text={person.name} />
      </p>
      <p className="text-sm text-muted">{rolesInWords(person.roles)}</p>
      <p className="text-sm break-all text-muted">
        <ForeignText text={person.email} />
      </p>
    </div>
    <ThemeSwitch initial={theme} />
    <form action={signOut}>
      <Button type="submit" className="w-full">
        Sign out
      </Button>
    </form>
    <ActionForm
      action={signOutEverywhere}
      submit="Sign out everywhere"
      variant="plain"
      wide
      className="grid gap-1.5"
    >
      <p className="text-sm text-muted">
        Everywhere is every browser: on a lost device too, and with a cookie that somebody copied.
      </p>
    </ActionForm>
  </div>
);
