"use client";

import { useState } from "react";
import { TextField } from "#components/ui/text-field.tsx";

const isoOf = (local: string): string => {
  const at = new Date(local);
  return Number.isNaN(at.getTime()) ? "" : at.toISOString();
};

/** From when, in the zone of whoever asks; empty means at once. The moment itself goes in `startsAtIso`. */
export const StartField = () => {
  const [local, setLocal] = useState("");
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
      <input type="hidden" name="startsAtIso" value={isoOf(local)} />
    </>
  );
};
