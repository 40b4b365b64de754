import type { Metadata } from "next";
import { MomentButton } from "#components/history/moment-button.tsx";
import { PastBanner } from "#components/history/past-banner.tsx";
import { SettingsTabs } from "#components/settings/settings-tabs.tsx";
import { TextPicker } from "#components/settings/text-picker.tsx";
import { TextThen } from "#components/settings/text-then.tsx";
import { YamlEditor } from "#components/settings/yaml-editor.tsx";
import { Card } from "#components/ui/card.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { knownParameters, type SearchParameters } from "#lib/server/known-parameters.ts";
import { modelPage } from "#lib/server/settings.ts";
import { savePatternYaml } from "../actions.ts";

export const metadata: Metadata = { title: "Patterns" };

const hrefOf = (name: string): string => `/settings/patterns?name=${encodeURIComponent(name)}`;

export default async function PatternsPage({ searchParams }: { searchParams: SearchParameters }) {
  const { patterns, mayEdit, past } = await modelPage(searchParams);
  const { name } = await knownParameters(searchParams, ["name"]);
  const chosen = patterns.find((pattern) => pattern.name === name) ?? patterns[0];
  const nowHref = chosen === undefined ? "/settings/patterns" : hrefOf(chosen.name);
  return (
    <>
      <PageHeader
        title="Patterns"
        facts="Tiers and the flows each allows. Saving makes a new version; stacks stay on the version they name"
        actions={past === null ? <MomentButton path={nowHref} /> : null}
      />
      {past === null ? null : (
        <div className="mb-4">
          <PastBanner
            past={past}
            nowHref={nowHref}
            path={nowHref}
            says="The newest version of each pattern by then, and the stacks that followed it then."
          />
        </div>
      )}
      <SettingsTabs current="patterns" />
      {chosen === undefined ? (
        <Card>
          <EmptyState
            title={past === null ? "No pattern yet." : "No pattern had been saved by then."}
            shape="ring"
          />
        </Card>
      ) : (
        <div className="grid grid-cols-1 items-start gap-4 md:grid-cols-[15rem_minmax(0,1fr)]">
          <TextPicker
            label="Patterns"
            current={chosen.name}
            items={patterns.map((pattern) => ({
              name: pattern.name,
              detail: `version ${pattern.version}, ${pattern.stacks.length} ${pattern.stacks.length === 1 ? "stack" : "stacks"}`,
              href: hrefOf(pattern.name),
            }))}
          />
          <Card>
            {past === null ? (
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
            ) : (
              <TextThen label={`${chosen.name}, version ${chosen.version}`} yaml={chosen.yaml} />
            )}
          </Card>
        </div>
      )}
    </>
  );
}
