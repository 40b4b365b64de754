import type { Metadata } from "next";
import { MomentButton } from "#components/history/moment-button.tsx";
import { PastBanner } from "#components/history/past-banner.tsx";
import { PolicyReason } from "#components/settings/policy-reason.tsx";
import { SettingsTabs } from "#components/settings/settings-tabs.tsx";
import { TextThen } from "#components/settings/text-then.tsx";
import { YamlEditor } from "#components/settings/yaml-editor.tsx";
import { Card } from "#components/ui/card.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import type { SearchParameters } from "#lib/server/known-parameters.ts";
import { modelPage } from "#lib/server/settings.ts";
import { askPolicyYaml } from "../actions.ts";

export const metadata: Metadata = { title: "Policy" };

export default async function PolicyPage({ searchParams }: { searchParams: SearchParameters }) {
  const { policy, mayEdit, past } = await modelPage(searchParams);
  return (
    <>
      <PageHeader
        title="Policy"
        facts={
          policy === null
            ? "Not known of this moment"
            : policy.version === 0
              ? `Nobody ${past === null ? "has" : "had"} saved one: these are the defaults`
              : `Version ${policy.version}`
        }
        actions={past === null ? <MomentButton path="/settings/policy" /> : null}
      />
      {past === null ? null : (
        <div className="mb-4">
          <PastBanner
            past={past}
            nowHref="/settings/policy"
            path="/settings/policy"
            says="The policy that was in force then, as the log tells it. Stacks have policies of their own in their texts."
          />
        </div>
      )}
      <SettingsTabs current="policy" />
      <Card>
        {policy === null ? (
          <EmptyState shape="fog" title="Nothing tells what the policy was then">
            It was saved since, and what the log said of it cannot be read any more.
          </EmptyState>
        ) : past !== null ? (
          <TextThen label="The organisation's networks, times, and who answered" yaml={policy.yaml} />
        ) : (
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
        )}
      </Card>
    </>
  );
}
