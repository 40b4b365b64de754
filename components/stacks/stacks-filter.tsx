import Form from "next/form";
import { type StacksQuery, stacksHref } from "#components/stacks/stacks-query.ts";
import { Button } from "#components/ui/button.tsx";
import { controlClass } from "#components/ui/control-class.ts";
import { KeptMomentField } from "#components/ui/kept-moment-field.tsx";
import { TextLink } from "#components/ui/text-link.tsx";

interface Props {
  readonly query: StacksQuery;
  readonly teams: readonly string[];
}

/** Search and filter; sent as a query, so that the view can be shared by its URL. */
export const StacksFilter = ({ query, teams }: Props) => {
  const isFiltered = query.text !== "" || query.state !== "all" || query.team !== "";
  return (
    <Form
      action="/stacks"
      role="search"
      className="flex flex-wrap items-center gap-2 border-b border-line px-4.5 py-3 max-md:px-4"
    >
      <label className="sr-only" htmlFor="stacks-q">
        Search stacks
      </label>
      <input
        id="stacks-q"
        name="q"
        type="search"
        defaultValue={query.text}
        placeholder="Name, team, account, Region…"
        className={controlClass("md:max-w-64")}
      />
      <label className="sr-only" htmlFor="stacks-state">
        State
      </label>
      <select id="stacks-state" name="state" defaultValue={query.state} className={controlClass("md:w-auto")}>
        <option value="all">Any state</option>
        <option value="out-of-line">Not as meant</option>
        <option value="unknown">Unknown</option>
        <option value="accepted">Accepted</option>
        <option value="in-line">In line</option>
      </select>
      <label className="sr-only" htmlFor="stacks-team">
        Team
      </label>
      <select id="stacks-team" name="team" defaultValue={query.team} className={controlClass("md:w-auto")}>
        <option value="">Any team</option>
        {teams.map((team) => (
          <option key={team}>{team}</option>
        ))}
      </select>
      {query.sort === "worst" ? null : <input type="hidden" name="sort" value={query.sort} />}
      <KeptMomentField />
      <Button type="submit">Show</Button>
      {isFiltered ? (
        <TextLink href={stacksHref(query, { text: "", state: "all", team: "" })}>Show all</TextLink>
      ) : null}
    </Form>
  );
};
