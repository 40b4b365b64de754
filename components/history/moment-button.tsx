"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { TextField } from "#components/ui/text-field.tsx";

interface Props {
  /** The page to be seen, with what else stands in its URL, without a moment. */
  readonly path: string;
  /** ISO 8601 UTC: the moment to begin from; absent for now. */
  readonly at?: string;
  readonly label?: string;
}

/** As `datetime-local` fields write it, in UTC. */
const fieldValue = (at: string): string => at.slice(0, 19);

const momentHref = (path: string, at: string): string =>
  `${path}${path.includes("?") ? "&" : "?"}at=${encodeURIComponent(at)}`;

/** Chooses the moment that a page is seen as of. */
export const MomentButton = ({ path, at, label = "As of…" }: Props) => {
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const [problem, setProblem] = useState<string | undefined>();

  const show = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const given = new FormData(event.currentTarget).get("moment");
    const chosen = typeof given === "string" ? Date.parse(`${given}Z`) : Number.NaN;
    if (Number.isNaN(chosen)) {
      setProblem("Say a day and a time.");
      return;
    }
    setOpen(false);
    router.push(momentHref(path, new Date(chosen).toISOString().replace(".000Z", "Z")));
  };

  return (
    <>
      <Button aria-haspopup="dialog" onClick={() => setOpen(true)}>
        {label}
      </Button>
      <Dialog open={open} onClose={() => setOpen(false)} title="See this as of a moment">
        <form onSubmit={show} className="grid gap-4">
          <TextField
            type="datetime-local"
            step={1}
            name="moment"
            label="Moment, in UTC"
            hint="What rests on EC2 is shown as the last look before it saw it."
            defaultValue={fieldValue(at ?? new Date().toISOString())}
            error={problem}
            required
          />
          <div className="flex justify-end">
            <Button type="submit" variant="primary">
              Show
            </Button>
          </div>
        </form>
      </Dialog>
    </>
  );
};
