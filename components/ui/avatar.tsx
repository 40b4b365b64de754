import { foreignString } from "#components/ui/foreign-characters.ts";

const initials = (name: string): string => {
  const words = name.split(/\s+/).filter((word) => word !== "");
  const first = Array.from(words[0] ?? "?")[0] ?? "?";
  const last = words.length > 1 ? (Array.from(words.at(-1) ?? "")[0] ?? "") : "";
  return foreignString(first + last).toUpperCase();
};

export const Avatar = ({ name }: { readonly name: string }) => (
  <span
    aria-hidden="true"
    className="grid size-7 shrink-0 place-items-center rounded-full bg-accent-soft text-xs font-[640] text-accent"
  >
    {initials(name)}
  </span>
);
