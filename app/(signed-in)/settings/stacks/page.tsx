import type { Metadata } from "next";
import { SettingsTabs } from "#components/settings/settings-tabs.tsx";
import { TextPicker } from "#components/settings/text-picker.tsx";
import { YamlEditor } from "#components/settings/yaml-editor.tsx";
import { Card } from "#components/ui/card.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { knownParameters, type SearchParameters } from "#lib/server/known-parameters.ts";
import { modelPage } from "#lib/server/settings.ts";
import { saveStackYaml } from "../actions.ts";

export const metadata: Metadata = { title: "Stacks as text" };

const NEW_STACK = `name: my-stack
account: "111122223333"
region: eu-west-1
vpc: vpc-
team:
pattern: three-tier
tiers:
  web: sg-
  app: sg-
  db: sg-
  ssh-admin: sg-
`;

export default async function StacksTextPage({ searchParams }: { searchParams: SearchParameters }) {
  const { stacks, mayEdit } = await modelPage();
  const { name, add } = await knownParameters(searchParams, ["name", "add"]);
  const adding = mayEdit && (add !== undefined || stacks.length === 0);
  const chosen = adding ? undefined : (stacks.find((stack) => stack.name === name) ?? stacks[0]);
  return (
    <>
      <PageHeader
        title="Stacks as text"
        facts="Which groups play which tier. Saving changes nothing on EC2"
        actions={mayEdit ? <LinkButton href="/settings/stacks?add=1">Add a stack</LinkButton> : null}
      />
      <SettingsTabs current="stacks" />
      <div className="grid items-start gap-4 md:grid-cols-[15rem_minmax(0,1fr)]">
        <TextPicker
          label="Stacks"
          current={chosen?.name ?? null}
          items={stacks.map((stack) => ({
            name: stack.name,
            detail: `${stack.pattern}, ${stack.team}`,
            href: `/settings/stacks?name=${encodeURIComponent(stack.name)}`,
          }))}
        />
        <Card>
          <YamlEditor
            key={chosen?.name ?? "new"}
            revision={chosen?.version ?? 0}
            label={chosen === undefined ? "A new stack" : `${chosen.name}, saved ${chosen.version} times`}
            yaml={chosen?.yaml ?? NEW_STACK}
            action={saveStackYaml}
            submit="Save this stack"
            readOnly={!mayEdit}
            schema="/schemas/stack.json"
          >
            <input type="hidden" name="version" value={chosen?.version ?? ""} />
          </YamlEditor>
        </Card>
      </div>
    </>
  );
}
