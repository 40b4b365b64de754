import Form from "next/form";
import { GROUP_KINDS, type GroupsQuery, KIND_WORDS } from "#components/groups/groups-query.ts";
import { Button } from "#components/ui/button.tsx";
import { controlClass } from "#components/ui/control-class.ts";
import { KeptMomentField } from "#components/ui/kept-moment-field.tsx";
import { TextLink } from "#components/ui/text-link.tsx";

interface Props {
  readonly query: GroupsQuery;
  readonly accounts: readonly { readonly id: string; readonly name: string }[];
}

export const GroupsFilter = ({ query, accounts }: Props) => (
  <Form
    action="/groups"
    role="search"
    className="flex flex-wrap items-center gap-2 border-b border-line px-4.5 py-3 max-md:px-4"
  >
    <label className="sr-only" htmlFor="groups-q">
      Search groups
    </label>
    <input
      id="groups-q"
      name="q"
      type="search"
      defaultValue={query.text}
      placeholder="Name, id, VPC, stack…"
      className={controlClass("md:max-w-64")}
    />
    <label className="sr-only" htmlFor="groups-kind">
      Which groups
    </label>
    <select id="groups-kind" name="kind" defaultValue={query.kind} className={controlClass("md:w-auto")}>
      {GROUP_KINDS.map((kind) => (
        <option key={kind} value={kind}>
          {KIND_WORDS[kind]}
        </option>
      ))}
    </select>
    <label className="sr-only" htmlFor="groups-account">
      Account
    </label>
    <select
      id="groups-account"
      name="account"
      defaultValue={query.account}
      className={controlClass("md:w-auto")}
    >
      <option value="">Any account</option>
      {accounts.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </select>
    <KeptMomentField />
    <Button type="submit">Show</Button>
    {query.text === "" && query.kind === "all" && query.account === "" ? null : (
      <TextLink href="/groups">Show all</TextLink>
    )}
  </Form>
);
