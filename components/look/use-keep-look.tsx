"use client";

import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { saveBlob } from "#components/ui/save-blob.ts";

interface Props {
  /** As one file; null where a file that was given cannot be read any more. */
  readonly keep: () => Promise<Blob | null>;
  readonly name: string;
}

/** Keeps a look as a file of whoever looks: made in the tab, and sent nowhere. */
export const useKeepLook = ({ keep, name }: Props) => {
  const [state, setState] = useState<"idle" | "making" | "kept" | "unreadable">("idle");
  const make = async (): Promise<void> => {
    setState("making");
    const file = await keep();
    if (file !== null) saveBlob(name, file);
    setState(file === null ? "unreadable" : "kept");
  };
  const button = (
    <Button onClick={() => void make()} disabled={state === "making"}>
      {state === "making" ? "Making the file…" : "Keep it as a file"}
    </Button>
  );
  const outcome =
    state === "kept" ? (
      <Notice tone="done" live title="Your browser has it as a file.">
        <p className="max-w-prose">
          <span className="font-mono wrap-anywhere">{name}</span> holds every answer that this look was made
          of: keep it as you keep the account's own. Drop it on this page, and the look is back.
        </p>
      </Notice>
    ) : state === "unreadable" ? (
      <Notice tone="problem" live title="It was not kept: a file you gave has changed, or is gone.">
        <p>This look stays as it is. To keep one, give the files again.</p>
      </Notice>
    ) : null;
  return { button, outcome };
};
