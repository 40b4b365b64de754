"use client";

import { type ReactNode, useEffect, useRef } from "react";
import { rolesInWords, type ShellPerson } from "#components/shell/person.ts";
import { Avatar } from "#components/ui/avatar.tsx";
import { ForeignText } from "#components/ui/foreign-text.tsx";

interface Props {
  readonly person: ShellPerson;
  readonly children: ReactNode;
}

/** Opens upwards from the foot of the navigation; Escape and a click elsewhere close it. */
export const PersonMenu = ({ person, children }: Props) => {
  const details = useRef<HTMLDetailsElement>(null);

  useEffect(() => {
    const close = (event: Event) => {
      const element = details.current;
      if (element === null || !element.open) return;
      if (event instanceof KeyboardEvent) {
        if (event.key !== "Escape") return;
        element.open = false;
        element.querySelector("summary")?.focus();
      } else if (!(event.target instanceof Node && element.contains(event.target))) {
        element.open = false;
      }
    };
    document.addEventListener("pointerdown", close);
    document.addEventListener("keydown", close);
    return () => {
      document.removeEventListener("pointerdown", close);
      document.removeEventListener("keydown", close);
    };
  }, []);

  return (
    <details ref={details} className="relative">
      <summary className="flex list-none items-center gap-2.5 rounded-lg px-2 py-1.5 hover:bg-line/50 [&::-webkit-details-marker]:hidden">
        <Avatar name={person.name} />
        <span className="min-w-0 flex-1 leading-tight">
          <span className="block truncate font-[560]">
            <ForeignText text={person.name} limit={40} />
          </span>
          <span className="block truncate text-xs text-muted">{rolesInWords(person.roles)}</span>
        </span>
        <svg
          viewBox="0 0 16 16"
          width="12"
          height="12"
          aria-hidden="true"
          className="stroke-muted"
          fill="none"
        >
          <path d="M4 6.5L8 2.8l4 3.7M4 9.5l4 3.7 4-3.7" strokeWidth="1.5" />
        </svg>
      </summary>
      <div className="absolute bottom-full left-0 z-20 mb-2 w-64 rounded-xl border border-line bg-panel p-3.5 shadow-raised">
        {children}
      </div>
    </details>
  );
};
