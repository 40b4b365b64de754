"use client";

import { useEffect, useState } from "react";

interface Props {
  readonly text: string;
  /** What is copied, in words: "the group id". */
  readonly what: string;
}

/** One click copies; the tick says so, to eyes and to screen readers. */
export const CopyButton = ({ text, what }: Props) => {
  const [copied, setCopied] = useState(false);

  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 1600);
    return () => clearTimeout(timer);
  }, [copied]);

  return (
    <button
      type="button"
      onClick={() => navigator.clipboard.writeText(text).then(() => setCopied(true))}
      aria-label={`Copy ${what} ${text}`}
      title={`Copy ${what}`}
      className="inline-grid size-6 shrink-0 place-items-center rounded-md align-middle text-muted hover:bg-sunk hover:text-ink"
    >
      <svg
        viewBox="0 0 16 16"
        width="13"
        height="13"
        aria-hidden="true"
        fill="none"
        className="stroke-current"
      >
        {copied ? (
          <path d="M3 8.5l3.2 3.2L13 4.6" strokeWidth="2" />
        ) : (
          <path d="M5.5 5.5h7.8v8H5.5zM3 10.5V2.8h7.4" strokeWidth="1.4" strokeLinejoin="round" />
        )}
      </svg>
      <span role="status" className="sr-only">
        {copied ? "Copied" : ""}
      </span>
    </button>
  );
};
