import Form from "next/form";
import { reportHref, type ShownChoice } from "#components/reports/shown-report.ts";
import { Button } from "#components/ui/button.tsx";
import { controlClass } from "#components/ui/control-class.ts";
import { KeptMomentField } from "#components/ui/kept-moment-field.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { RANGES } from "#lib/core/posture/sample-times.ts";

interface Props {
  readonly choice: ShownChoice;
  readonly teams: readonly string[];
  readonly stacks: readonly string[];
}

/** What is chosen stays a choice where no stack of the time is called so. */
const namesOf = (names: readonly string[], chosen: string): readonly string[] =>
  chosen === "" || names.includes(chosen) ? names : [chosen, ...names];

/** Which time, team and stack the report is about: all of it in the URL. */
export const ReportFilter = ({ choice, teams, stacks }: Props) => (
  <Form action="/reports" role="search" className="mb-4 flex flex-wrap items-center gap-2 print:hidden">
    <KeptMomentField />
    <label className="sr-only" htmlFor="report-range">
      Time
    </label>
    <select id="report-range" name="range" defaultValue={choice.range} className={controlClass("md:w-auto")}>
      {Object.entries(RANGES).map(([key, { label }]) => (
        <option key={key} value={key}>
          Last {label}
        </option>
      ))}
    </select>
    <label className="sr-only" htmlFor="report-team">
      Team
    </label>
    <select id="report-team" name="team" defaultValue={choice.team} className={controlClass("md:w-auto")}>
      <option value="">Every team</option>
      {namesOf(teams, choice.team).map((name) => (
        <option key={name}>{name}</option>
      ))}
    </select>
    <label className="sr-only" htmlFor="report-stack">
      Stack
    </label>
    <select id="report-stack" name="stack" defaultValue={choice.stack} className={controlClass("md:w-auto")}>
      <option value="">Every stack</option>
      {namesOf(stacks, choice.stack).map((name) => (
        <option key={name}>{name}</option>
      ))}
    </select>
    <Button type="submit">Show</Button>
    {choice.team === "" && choice.stack === "" ? null : (
      <TextLink href={reportHref(choice, { team: "", stack: "" })}>Show all</TextLink>
    )}
  </Form>
);
