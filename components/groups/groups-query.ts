/** Which groups the list shows: all of it in the URL. */
import type { ShownGroup } from "#components/groups/shown-group.ts";

export const GROUP_KINDS = ["all", "modelled", "outside", "exposed", "unused", "managed"] as const;
export type GroupKind = (typeof GROUP_KINDS)[number];

export const KIND_WORDS: Readonly<Record<GroupKind, string>> = {
  all: "Every group",
  modelled: "In a stack",
  outside: "In no stack",
  exposed: "Open to the Internet",
  unused: "Carried by nothing",
  managed: "Run by a controller",
};

export interface GroupsQuery {
  readonly text: string;
  readonly kind: GroupKind;
  readonly account: string;
  readonly page: number;
}

export const groupsQuery = (given: Partial<Record<string, string>>): GroupsQuery => ({
  text: given.q ?? "",
  kind: GROUP_KINDS.find((kind) => kind === given.kind) ?? "all",
  account: given.account ?? "",
  page: Math.max(1, Math.trunc(Number(given.page ?? "1")) || 1),
});

export const groupsHref = (query: GroupsQuery, page: number): string => {
  const parameters = new URLSearchParams();
  if (query.text !== "") parameters.set("q", query.text);
  if (query.kind !== "all") parameters.set("kind", query.kind);
  if (query.account !== "") parameters.set("account", query.account);
  if (page > 1) parameters.set("page", String(page));
  const text = parameters.toString();
  return text === "" ? "/groups" : `/groups?${text}`;
};

const IS_KIND: Readonly<Record<GroupKind, (row: ShownGroup) => boolean>> = {
  all: () => true,
  modelled: (row) => row.plays !== null,
  outside: (row) => row.plays === null,
  exposed: (row) => row.openToWorld.length > 0,
  unused: (row) => row.carriedBy === 0,
  managed: (row) => row.managedBy !== null,
};

export const selectGroups = (rows: readonly ShownGroup[], query: GroupsQuery): readonly ShownGroup[] => {
  const words = query.text.toLowerCase().split(/\s+/);
  return rows
    .filter((row) => {
      const text = `${row.name} ${row.groupId} ${row.vpcId ?? ""} ${row.plays?.stack ?? ""} ${row.plays?.tier ?? ""}`;
      return (
        IS_KIND[query.kind](row) &&
        (query.account === "" || row.accountId === query.account) &&
        words.every((word) => text.toLowerCase().includes(word))
      );
    })
    .sort((a, b) => a.name.localeCompare(b.name) || a.groupId.localeCompare(b.groupId));
};
