import type { Metadata } from "next";
import { NoPastNotice } from "#components/history/no-past-notice.tsx";
import { IsolationCard } from "#components/settings/isolation-card.tsx";
import { SafeModeCard } from "#components/settings/safe-mode-card.tsx";
import { ScopeLimits } from "#components/settings/scope-limits.tsx";
import { SettingsTabs } from "#components/settings/settings-tabs.tsx";
import { SigningCard } from "#components/settings/signing-card.tsx";
import { UndeliveredNotice } from "#components/settings/undelivered-notice.tsx";
import { Card } from "#components/ui/card.tsx";
import { DataTable } from "#components/ui/data-table.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { ForeignText } from "#components/ui/foreign-text.tsx";
import { MonoId } from "#components/ui/mono-id.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { frame } from "#lib/server/frame.ts";
import { isolationParts } from "#lib/server/isolation.ts";
import type { SearchParameters } from "#lib/server/known-parameters.ts";
import { modelPage, signingKeys, undelivered } from "#lib/server/settings.ts";
import { confirmDatabase } from "./actions.ts";

export const metadata: Metadata = { title: "Settings" };

export default async function SettingsPage({ searchParams }: { searchParams: SearchParameters }) {
  const { past, ...model } = await modelPage(searchParams);
  const parts = await isolationParts();
  const keys = await signingKeys();
  // Of the past it is not kept.
  const waiting = past === null ? await undelivered() : [];
  const { view } = await frame();
  return (
    <>
      <PageHeader title="Settings" />
      <SettingsTabs current="accounts" />
      <div className="grid gap-4">
        {past === null ? null : (
          <NoPastNotice at={past.at} nowHref="/settings">
            Accounts, their limits, signing keys and how isolated the web is are not kept over time. What was
            done about them stands in the log.
          </NoPastNotice>
        )}
        {view.safeMode === null ? null : (
          <SafeModeCard
            safeMode={view.safeMode}
            confirm={view.mayConfirmDatabase && past === null ? confirmDatabase : null}
          />
        )}
        {waiting.map((messages) => (
          <UndeliveredNotice key={messages.way} messages={messages} />
        ))}
        <Card flush title="Accounts and Regions" note="what the worker observes and changes">
          {model.scopes.length === 0 ? (
            <EmptyState title="No account yet." shape="ring">
              Accounts come from the file that SALLYPORT_ACCOUNTS_FILE names, or from the sandbox.
            </EmptyState>
          ) : (
            <DataTable
              caption="Accounts and Regions"
              rows={model.scopes}
              rowKey={(scope) => scope.id}
              columns={[
                {
                  key: "account",
                  label: "Account",
                  cell: (scope) => <ForeignText text={scope.accountName} limit={60} className="font-[560]" />,
                },
                {
                  key: "id",
                  label: "Id",
                  cell: (scope) => <MonoId id={scope.accountId} what="account id" />,
                },
                { key: "region", label: "Region", cell: (scope) => scope.region },
                {
                  key: "limits",
                  label: "Limits",
                  cell: (scope) => <ScopeLimits limits={scope.limits} />,
                },
                {
                  key: "enabled",
                  label: "Observed",
                  cell: (scope) => (scope.enabled ? "yes" : "no"),
                },
              ]}
            />
          )}
        </Card>
        <SigningCard keys={keys} />
        <IsolationCard parts={parts} />
      </div>
    </>
  );
}
