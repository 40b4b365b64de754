import type { Metadata } from "next";
import { PolicyReason } from "#components/settings/policy-reason.tsx";
import { SettingsTabs } from "#components/settings/settings-tabs.tsx";
import { YamlEditor } from "#components/settings/yaml-editor.tsx";
import { Card } from "#components/ui/card.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { modelPage } from "#lib/server/settings.ts";
import { askPolicyYaml } from "../actions.ts";

export const metadata: Metadata = { title: "Policy" };

export default async function PolicyPage() {
  const { policy, mayEdit } = await modelPage();
  return (
    <>
      <PageHeader
        title="Policy"
        facts={
          policy.version === 0 ? "Nobody has saved one: these are the defaults" : `Version ${policy.version}`
        }
      />
      <SettingsTabs current="policy" />
      <Card>
        <YamlEditor
          revision={policy.version}
          label="The organisation's networks, times, and who answers"
          yaml={policy.yaml}
          action={askPolicyYaml}
          submit="Ask for this policy"
          readOnly={!mayEdit}
          schema="/schemas/policy.json"
          after={mayEdit ? <PolicyReason /> : null}
        >
          <input type="hidden" name="version" value={policy.version} />
          <input type="hidden" name="requestKey" value={crypto.randomUUID()} />
        </YamlEditor>
      </Card>
    </>
  );
}
