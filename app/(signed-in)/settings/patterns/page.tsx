import type { Metadata } from "next";
import { SettingsTabs } from "#components/settings/settings-tabs.tsx";
import { TextPicker } from "#components/settings/text-picker.tsx";
import { YamlEditor } from "#components/settings/yaml-editor.tsx";
import { Card } from "#components/ui/card.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { knownParameters, type SearchParameters } from "#lib/server/known-parameters.ts";
import { modelPage } from "#lib/server/settings.ts";
import { savePatternYaml } from "../actions.ts";

export const metadata: Metadata = { title: "Patterns" };

export default async function PatternsPage({ searchParams }: { searchParams: SearchParameters }) {
  const { patterns, mayEdit } = await modelPage();
  const { name } = await knownParameters(searchParams, ["name"]);
  const chosen = patterns.find((pattern) => pattern.name === name) ?? patterns[0];
  return (
    <>
      <PageHeader
        title="Patterns"
        facts="Tiers and the flows each allows. Saving makes a new version; stacks stay on the version they name"
      />
      <SettingsTabs current="patterns" />
      {chosen === undefined ? (
        <Card>
          <EmptyState title="No pattern yet." shape="ring" />
        </Card>
      ) : (
        <div className="grid items-start gap-4 md:grid-cols-[15rem_minmax(0,1fr)]">
          <TextPicker
            label="Patterns"
            current={chosen.name}
            items={patterns.map((pattern) => ({
              name: pattern.name,
              detail: `version ${pattern.version}, ${pattern.stacks.length} ${pattern.stacks.length === 1 ? "stack" : "stacks"}`,
              href: `/settings/patterns?name=${encodeURIComponent(pattern.name)}`,
            }))}
          />
          <Card>
            <YamlEditor
              key={chosen.name}
              revision={chosen.version}
              label={`${chosen.name}, version ${chosen.version}. To change it, raise the version in the text`}
              yaml={chosen.yaml}
              action={savePatternYaml}
              submit="Save as a new version"
              readOnly={!mayEdit}
              schema="/schemas/pattern.json"
            />
          </Card>
        </div>
      )}
    </>
  );
}
