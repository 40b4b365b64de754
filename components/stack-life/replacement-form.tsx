import Form from "next/form";
import { Button } from "#components/ui/button.tsx";
import { SelectField } from "#components/ui/select-field.tsx";

interface Props {
  readonly stackName: string;
  readonly groups: readonly { readonly groupId: string; readonly name: string }[];
  readonly chosen: string;
}

/** What interfaces carry that would carry nothing: EC2 wants a group on each. */
export const ReplacementForm = ({ stackName, groups, chosen }: Props) => (
  <Form action={`/stacks/${encodeURIComponent(stackName)}/retire`} className="flex flex-wrap items-end gap-3">
    <div className="min-w-64 max-md:w-full">
      <SelectField
        label="In their place"
        name="replacement"
        defaultValue={chosen}
        options={groups.map(({ groupId, name }) => ({ value: groupId, label: `${name} (${groupId})` }))}
      />
    </div>
    <Button type="submit">Plan with this group</Button>
  </Form>
);
