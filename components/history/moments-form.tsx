"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { type CompareQuery, compareHref } from "#components/history/compare-query.ts";
import { Button } from "#components/ui/button.tsx";
import { SelectField } from "#components/ui/select-field.tsx";
import { TextField } from "#components/ui/text-field.tsx";

interface Props {
  readonly query: CompareQuery;
  readonly stacks: readonly string[];
}

/** As the URL has it, from what `datetime-local` fields write; empty for an empty field, null for no time. */
const momentOf = (given: FormDataEntryValue | null): string | null => {
  if (given === null || given === "") return "";
  const at = typeof given === "string" ? Date.parse(`${given}Z`) : Number.NaN;
  return Number.isNaN(at) ? null : new Date(at).toISOString().replace(".000Z", "Z");
};

/** Chooses the two moments and the stack; sent as a query, so that the comparison can be shared by its URL. */
export const MomentsForm = ({ query, stacks }: Props) => {
  const router = useRouter();
  const [problem, setProblem] = useState<string | undefined>();

  const show = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const [from, to, stack] = [momentOf(data.get("from")), momentOf(data.get("to")), data.get("stack")];
    if (from === null || to === null || from === "") {
      setProblem("Say a day and a time.");
      return;
    }
    setProblem(undefined);
    router.push(compareHref({ from, to, stack: typeof stack === "string" ? stack : "" }));
  };

  return (
    <form
      aria-label="Moments to compare"
      onSubmit={show}
      className="grid items-start gap-3 border-b border-line px-4.5 py-3 max-md:px-4 md:grid-cols-[repeat(3,minmax(0,1fr))_auto]"
    >
      <TextField
        type="datetime-local"
        step={1}
        name="from"
        label="Before, in UTC"
        defaultValue={query.from.slice(0, 19)}
        error={problem}
        required
      />
      <TextField
        type="datetime-local"
        step={1}
        name="to"
        label="After, in UTC"
        hint="Empty for now"
        defaultValue={query.to.slice(0, 19)}
      />
      <SelectField
        name="stack"
        label="What"
        defaultValue={query.stack}
        options={[
          { value: "", label: "Every account" },
          ...stacks.map((name) => ({ value: name, label: `Stack ${name}` })),
        ]}
      />
      <div className="md:pt-6">
        <Button type="submit" variant="primary">
          Compare
        </Button>
      </div>
    </form>
  );
};
