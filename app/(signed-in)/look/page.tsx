import type { Metadata } from "next";
import { CommandsCard } from "#components/look/commands-card.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { LookHere } from "./look-here.tsx";

export const metadata: Metadata = { title: "Look without credentials" };

export default function LookPage() {
  return (
    <>
      <PageHeader
        title="Look without credentials"
        facts="An account read from describe files: groups, graph, findings, proposed stacks and who can reach whom"
      />
      <LookHere commands={<CommandsCard />} />
    </>
  );
}
