import { buttonClass } from "#components/ui/button-class.ts";
import { SelectField } from "#components/ui/select-field.tsx";

interface Props {
  readonly teams: readonly string[];
  readonly current: string;
  /** What else the page's address says. */
  readonly hidden: Readonly<Record<string, string>>;
}

/** Who will own the stack: what an observation cannot tell. */
export const TeamChoice = ({ teams, current, hidden }: Props) => (
  <form method="get" className="flex flex-wrap items-end gap-2">
    {Object.entries(hidden).map(([name, value]) => (
      <input key={name} type="hidden" name={name} value={value} />
    ))}
    <div className="min-w-48">
      <SelectField
        label="Which team will own it?"
        name="team"
        defaultValue={current}
        options={[
          { value: "", label: "Choose a team" },
          ...teams.map((team) => ({ value: team, label: team })),
        ]}
      />
    </div>
    <button type="submit" className={buttonClass("plain", "normal")}>
      Write it into the text
    </button>
  </form>
);
