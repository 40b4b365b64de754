import Form from "next/form";
import { type FindingsQuery, isFiltered } from "#components/findings/findings-query.ts";
import { Button } from "#components/ui/button.tsx";
import { controlClass } from "#components/ui/control-class.ts";
import { KeptMomentField } from "#components/ui/kept-moment-field.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { CATALOGUE } from "#lib/core/findings/catalogue/manifest.ts";

interface Props {
  readonly query: FindingsQuery;
  readonly stacks: readonly string[];
}

export const FindingsFilter = ({ query, stacks }: Props) => (
  <Form
    action="/findings"
    role="search"
    className="flex flex-wrap items-center gap-2 border-b border-line px-4.5 py-3 max-md:px-4"
  >
    {query.severity === "" ? null : <input type="hidden" name="severity" value={query.severity} />}
    {query.answer === "" ? null : <input type="hidden" name="answer" value={query.answer} />}
    <label className="sr-only" htmlFor="findings-q">
      Search findings
    </label>
    <input
      id="findings-q"
      name="q"
      type="search"
      defaultValue={query.text}
      placeholder="Words, ids, account…"
      className={controlClass("md:max-w-56")}
    />
    <label className="sr-only" htmlFor="findings-rule">
      Rule
    </label>
    <select
      id="findings-rule"
      name="rule"
      defaultValue={query.rule}
      className={controlClass("md:w-auto md:max-w-72")}
    >
      <option value="">Every rule</option>
      {CATALOGUE.map(({ id, title }) => (
        <option key={id} value={id}>
          {title}
        </option>
      ))}
    </select>
    <label className="sr-only" htmlFor="findings-stack">
      Stack
    </label>
    <select id="findings-stack" name="stack" defaultValue={query.stack} className={controlClass("md:w-auto")}>
      <option value="">Any stack or none</option>
      {stacks.map((name) => (
        <option key={name} value={name}>
          {name}
        </option>
      ))}
    </select>
    <label className="sr-only" htmlFor="findings-group">
      Group id
    </label>
    <input
      id="findings-group"
      name="group"
      defaultValue={query.group}
      placeholder="sg-…"
      className={controlClass("font-mono md:max-w-48")}
    />
    <KeptMomentField />
    <Button type="submit">Show</Button>
    {isFiltered(query) ? <TextLink href="/findings">Show all</TextLink> : null}
  </Form>
);
