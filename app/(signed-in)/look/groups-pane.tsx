"use client";

import { FindingWhat } from "#components/findings/finding-what.tsx";
import { LookGroupPage } from "#components/look/look-group.tsx";
import { LookGroups } from "#components/look/look-groups.tsx";
import { Card } from "#components/ui/card.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { PageSkeleton } from "#components/ui/skeleton.tsx";
import type { PaneProps } from "./pane.ts";
import { useTold } from "./use-told.ts";

const List = ({ look, view }: PaneProps) => {
  const { text, kind, page } = view;
  const told = useTold(look, "groups", { text, kind, page });
  return told === null ? <PageSkeleton /> : <LookGroups view={view} told={told} />;
};

const One = ({ look, view }: PaneProps) => {
  const detail = useTold(look, "group", { groupId: view.group });
  if (detail === null) return <PageSkeleton />;
  if (detail.kind === "absent") return <EmptyState shape="ring" title="This look has no such group" />;
  return (
    <>
      <LookGroupPage view={view} detail={detail.group} />
      {detail.group.findings.length === 0 ? null : (
        <Card flush title="Findings about it" note={`${detail.group.findings.length}`}>
          <ul className="divide-y divide-line">
            {detail.group.findings.map((finding) => (
              <li key={finding.id} className="px-4.5 py-3 max-md:px-4">
                <FindingWhat finding={finding} />
              </li>
            ))}
          </ul>
        </Card>
      )}
    </>
  );
};

export const GroupsPane = (props: PaneProps) =>
  props.view.group === "" ? <List {...props} /> : <One {...props} />;
