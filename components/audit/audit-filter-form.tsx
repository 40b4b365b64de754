import Form from "next/form";
import { Button } from "#components/ui/button.tsx";
import { KeptMomentField } from "#components/ui/kept-moment-field.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { SelectField } from "#components/ui/select-field.tsx";
import { TextField } from "#components/ui/text-field.tsx";

interface Choice {
  readonly id: string;
  readonly name: string;
}

interface Props {
  readonly filters: Readonly<
    Partial<Record<"person" | "stack" | "group" | "action" | "since" | "until", string>>
  >;
  readonly people: readonly Choice[];
  readonly stacks: readonly Choice[];
  /** Action names with how they read after a person's name. */
  readonly actions: Readonly<Record<string, string>>;
}

const options = (all: string, choices: readonly Choice[]) => [
  { value: "", label: all },
  ...choices.map(({ id, name }) => ({ value: id, label: name })),
];

/** Narrows the log; what is chosen stands in the URL. */
export const AuditFilterForm = ({ filters, people, stacks, actions }: Props) => (
  <Form
    action="/audit"
    className="grid grid-cols-2 items-end gap-3 border-b border-line p-4.5 max-md:p-4 lg:grid-cols-6"
  >
    <KeptMomentField />
    <SelectField
      label="Person"
      name="person"
      defaultValue={filters.person ?? ""}
      options={options("Everybody", people)}
    />
    <SelectField
      label="Stack"
      name="stack"
      defaultValue={filters.stack ?? ""}
      options={options("Every stack", stacks)}
    />
    <SelectField
      label="What happened"
      name="action"
      defaultValue={filters.action ?? ""}
      options={options(
        "Anything",
        Object.entries(actions).map(([id, name]) => ({ id, name })),
      )}
    />
    <TextField label="Group id" name="group" mono placeholder="sg-…" defaultValue={filters.group ?? ""} />
    <TextField
      label="From day (UTC)"
      name="since"
      type="date"
      defaultValue={filters.since ?? ""}
      className="min-w-0"
    />
    <TextField
      label="To day (UTC)"
      name="until"
      type="date"
      defaultValue={filters.until ?? ""}
      className="min-w-0"
    />
    <div className="col-span-2 flex gap-2 lg:col-span-6">
      <Button type="submit">Show</Button>
      {Object.keys(filters).length === 0 ? null : (
        <LinkButton href="/audit" variant="quiet">
          Clear
        </LinkButton>
      )}
    </div>
  </Form>
);
