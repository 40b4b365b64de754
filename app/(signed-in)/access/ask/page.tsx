import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { AskForm } from "#components/access/ask-form.tsx";
import { Card } from "#components/ui/card.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import type { SearchParameters } from "#lib/server/known-parameters.ts";
import { offeredAddress } from "#lib/server/offered-address.ts";
import { accessPage } from "#lib/server/read-access-page.ts";
import { ask } from "./actions.ts";

export const metadata: Metadata = { title: "Ask for SSH access" };

export default async function AskPage({ searchParams }: { searchParams: SearchParameters }) {
  const { input, view } = await accessPage(searchParams);
  if (!view.mayAsk && !view.mayOpenForOthers) notFound();
  const offered = await offeredAddress();
  const own = view.mayAsk ? view.mySources : [];
  const known = offered.kind === "offer" ? own.find(({ value }) => value === offered.cidr) : undefined;
  const mine = offered.demo ? (known ?? own[0])?.value : undefined;
  const start = offered.kind === "offer" && view.mayAsk ? (mine ?? offered.cidr) : "";
  const hint =
    offered.kind === "explain"
      ? offered.sentence
      : offered.demo
        ? "A demo address: in the sandbox everybody comes from this machine."
        : `You come from ${offered.address}.`;
  const stack = view.stacks.find(({ name }) => name === input.stack);
  return (
    <>
      <PageHeader
        crumbs={[{ label: "SSH access", href: "/access" }, { label: "Ask" }]}
        title={view.mayAsk ? "Ask for SSH access" : "Open SSH access for somebody"}
        facts={
          view.mayAsk
            ? "One stack, one address, until a time, with a reason. A cloud admin approves it"
            : "For a named ssh admin, never for yourself. Another cloud admin approves it, unless the stack says one suffices"
        }
      />
      <Card>
        {view.stacks.length === 0 ? (
          <EmptyState title="There is no stack to ask for yet." shape="ring" />
        ) : (
          <AskForm
            stacks={view.stacks}
            {...(stack === undefined ? {} : { stackId: stack.id })}
            people={view.mayAsk ? [] : view.sshAdmins}
            offered={start}
            offeredHint={view.mayAsk ? hint : "The address they come from, or a range of the organisation's."}
            sources={own}
            mayBreakGlass={view.mayBreakGlass}
            requestKey={crypto.randomUUID()}
            action={ask}
          />
        )}
      </Card>
    </>
  );
}
