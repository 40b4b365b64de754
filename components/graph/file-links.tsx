"use client";

import { useSearchParams } from "next/navigation";
import { buttonClass } from "#components/ui/button-class.ts";

const FILES = [
  ["graphml", "GraphML"],
  ["dot", "DOT"],
  ["json", "JSON"],
] as const;

/** What the picture shows, for other programs: with the filters of the page's address. */
export const FileLinks = () => {
  const parameters = useSearchParams();
  const href = (form: string) => {
    const all = new URLSearchParams(parameters);
    all.set("form", form);
    return `/graph/export?${all.toString()}`;
  };
  return FILES.map(([form, words]) => (
    <a key={form} href={href(form)} download className={buttonClass("plain", "small")}>
      {words}
    </a>
  ));
};
