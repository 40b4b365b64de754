"use client";

import { useEffect, useState } from "react";
import { TextField } from "#components/ui/text-field.tsx";

const isoOf = (local: string): string => {
  const at = new Date(local);
  return Number.isNaN(at.getTime()) ? "" : at.toISOString();
};

/** As `datetime-local` takes it, in the zone of the browser. */
const localOf = (iso: string): string => {
  const at = new Date(iso);
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
};

interface Props {
  /** ISO 8601 UTC: what was said before; empty when absent. */
  readonly startsAt?: string | null;
}

/** From when, in the zone of whoever asks; empty means at once. The moment itself goes in `startsAtIso`. */
export const StartField = ({ startsAt = null }: Props) => {
  const [local, setLocal] = useState("");
  // The server does not know the zone of whoever reads.
  useEffect(() => setLocal(startsAt === null ? "" : localOf(startsAt)), [startsAt]);
  // As precise as it was, while nobody says otherwise.
  const isAsBefore = startsAt !== null && local === localOf(startsAt);
  return (
    <>
      <TextField
        label="Start"
        name="startsAt"
        type="datetime-local"
        hint="Not before then, once it is approved. Empty: at once."
        value={local}
        onChange={(event) => setLocal(event.currentTarget.value)}
      />
      <input type="hidden" name="startsAtIso" value={isAsBefore ? startsAt : isoOf(local)} />
    </>
  );
};
