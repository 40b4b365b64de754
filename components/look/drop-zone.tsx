"use client";

import clsx from "clsx";
import { type DragEvent, useId, useRef, useState, useSyncExternalStore } from "react";
import { type DroppedFile, filesChosen, filesDropped } from "#components/look/dropped-files.ts";
import { Button } from "#components/ui/button.tsx";
import { buttonClass } from "#components/ui/button-class.ts";
import { controlClass } from "#components/ui/control-class.ts";

interface Props {
  readonly onFiles: (files: readonly DroppedFile[]) => void;
}

const never = () => () => {};

/** Whether the page listens already: what is chosen before that would be lost. */
const useListens = (): boolean =>
  useSyncExternalStore(
    never,
    () => true,
    () => false,
  );

/** Takes files and folders by drop or choice, and text by paste. Nothing is sent anywhere. */
export const DropZone = ({ onFiles }: Props) => {
  const id = useId();
  const listens = useListens();
  const [isOver, setIsOver] = useState(false);
  const pasted = useRef<HTMLTextAreaElement>(null);
  const give = (files: readonly DroppedFile[]) => {
    if (files.length > 0) onFiles(files);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setIsOver(false);
    void filesDropped(event.dataTransfer).then(give);
  };
  const look = () => {
    const text = pasted.current?.value ?? "";
    if (text.trim() !== "") give([{ name: "pasted text", content: new File([text], "pasted.json") }]);
  };
  return (
    <div className="grid grid-cols-1 gap-4">
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is one way; the file field in it is for keys */}
      <div
        onDragOver={(event) => {
          event.preventDefault();
          setIsOver(true);
        }}
        onDragLeave={() => setIsOver(false)}
        onDrop={drop}
        className={clsx(
          "grid justify-items-center gap-2 rounded-card border-2 border-dashed px-5 py-9 text-center",
          isOver ? "border-accent bg-accent-soft" : "border-line-strong bg-sunk",
        )}
      >
        <p className="text-lg font-semibold">Drop describe files, a folder of them, or a zip</p>
        <p className="max-w-prose text-muted">
          As <span className="font-mono">aws ec2 describe-…</span> prints them, up to 400 MB. They are read
          here, in this tab.
        </p>
        <label
          htmlFor={id}
          className={clsx(
            buttonClass("primary", "normal"),
            "mt-1 cursor-pointer focus-within:outline-2 focus-within:outline-offset-2 focus-within:outline-accent",
          )}
        >
          Choose files
          <input
            id={id}
            type="file"
            multiple
            disabled={!listens}
            accept=".json,.zip,application/json,application/zip"
            className="sr-only"
            onChange={(event) => {
              give(filesChosen(event.currentTarget.files ?? []));
              event.currentTarget.value = "";
            }}
          />
        </label>
      </div>
      <details className="rounded-card border border-line bg-panel px-4.5 py-3 max-md:px-4">
        <summary className="cursor-pointer rounded-sm font-[560]">Or paste what a command printed</summary>
        <div className="mt-3 grid justify-items-start gap-2.5">
          <label htmlFor={`${id}-text`} className="sr-only">
            What a describe command printed
          </label>
          <textarea
            ref={pasted}
            id={`${id}-text`}
            rows={6}
            spellCheck={false}
            placeholder={'{ "SecurityGroups": [ … ] }'}
            className={controlClass("py-1.5 font-mono")}
          />
          <Button onClick={look} disabled={!listens}>
            Look at it
          </Button>
        </div>
      </details>
    </div>
  );
};
