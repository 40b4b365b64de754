import type { Metadata } from "next";
import { MomentButton } from "#components/history/moment-button.tsx";
import { PastBanner } from "#components/history/past-banner.tsx";
import { PolicyReason } from "#components/settings/policy-reason.tsx";
import { SettingsTabs } from "#components/settings/settings-tabs.tsx";
import { TextPicker } from "#components/settings/text-picker.tsx";
import { TextThen } from "#components/settings/text-then.tsx";
import { YamlEditor } from "#components/settings/yaml-editor.tsx";
import { Card } from "#components/ui/card.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { knownParameters, type SearchParameters } from "#lib/server/known-parameters.ts";
import { modelPage } from "#lib/server/settings.ts";
import { askStackPolicyYaml, saveStackYaml } from "../actions.ts";

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

const hrefOf = (name: string): string => `/settings/stacks?name=${encodeURIComponent(name)}`;

export default async function StacksTextPage({ searchParams }: { searchParams: SearchParameters }) {
  const { stacks, mayEdit, past } = await modelPage(searchParams);
  const { name, add, policy } = await knownParameters(searchParams, ["name", "add", "policy"]);
  const adding = mayEdit && (add !== undefined || stacks.length === 0);
  const chosen = adding ? undefined : (stacks.find((stack) => stack.name === name) ?? stacks[0]);
  const asking = mayEdit && chosen !== undefined && policy !== undefined;
  const nowHref = chosen === undefined ? "/settings/stacks" : hrefOf(chosen.name);
  return (
    <>
      <PageHeader
        title="Stacks as text"
        facts="Which groups play which tier. Saving changes nothing on EC2"
        actions={
          <>
            {past === null ? <MomentButton path={nowHref} /> : null}
            {mayEdit ? <LinkButton href="/settings/stacks?add=1">Add a stack</LinkButton> : null}
          </>
        }
      />
      {past === null ? null : (
        <div className="mb-4">
          <PastBanner
            past={past}
            nowHref={nowHref}
            path={nowHref}
            says="The text of each stack in use then. Of a stack whose texts were not kept yet then, the oldest that is kept stands in."
          />
        </div>
      )}
      <SettingsTabs current="stacks" />
      <div className="grid grid-cols-1 items-start gap-4 md:grid-cols-[15rem_minmax(0,1fr)]">
        <TextPicker
          label="Stacks"
          current={chosen?.name ?? null}
          items={stacks.map((stack) => ({
            name: stack.name,
            detail: `${stack.pattern}, ${stack.team}`,
            href: hrefOf(stack.name),
          }))}
        />
        <Card>
          {past === null ? (
            <YamlEditor
              key={`${chosen?.name ?? "new"} ${asking}`}
              revision={chosen?.version ?? 0}
              label={chosen === undefined ? "A new stack" : `${chosen.name}, saved ${chosen.version} times`}
              yaml={chosen?.yaml ?? NEW_STACK}
              action={asking ? askStackPolicyYaml : saveStackYaml}
              submit={asking ? "Ask for this" : "Save this stack"}
              after={asking ? <PolicyReason /> : null}
              readOnly={!mayEdit}
              schema="/schemas/stack.json"
            >
              <input type="hidden" name="version" value={chosen?.version ?? ""} />
              {asking ? <input type="hidden" name="requestKey" value={crypto.randomUUID()} /> : null}
            </YamlEditor>
          ) : chosen === undefined ? (
            <EmptyState title="No stack was in use then." shape="ring" />
          ) : (
            <TextThen label={chosen.name} yaml={chosen.yaml} />
          )}
          {chosen === undefined || !mayEdit ? null : (
            <p className="mt-4 border-t border-line pt-3.5 text-sm text-muted">
              Its own <code>policy</code> (times, and who answers) and its <code>team</code> are asked for:{" "}
              {asking ? (
                <TextLink href={hrefOf(chosen.name)}>back to everything else</TextLink>
              ) : (
                <TextLink href={`${hrefOf(chosen.name)}&policy=1`}>ask for others</TextLink>
              )}
              .
            </p>
          )}
        </Card>
      </div>
    </>
  );
}
