"use client";

import { useEffect, useState } from "react";
import { TextField } from "#components/ui/text-field.tsx";
import { ZoneWithoutScripts } from "#components/ui/zone-without-scripts.tsx";

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
  // The server does not know the zone of whoever reads: without scripts it stays UTC.
  const [local, setLocal] = useState<string | null>(null);
  useEffect(() => setLocal(startsAt === null ? "" : localOf(startsAt)), [startsAt]);
  // As precise as it was, while nobody says otherwise.
  const isAsBefore = startsAt !== null && (local === null || local === localOf(startsAt));
  return (
    <>
      <TextField
        label="Start"
        name="startsAt"
        type="datetime-local"
        hint="Not before then, once it is approved. Empty: at once."
        value={local ?? startsAt?.slice(0, 16) ?? ""}
        onChange={(event) => setLocal(event.currentTarget.value)}
      />
      <input type="hidden" name="startsAtIso" value={isAsBefore ? startsAt : isoOf(local ?? "")} />
      <ZoneWithoutScripts name="startsAt" />
    </>
  );
};
