import clsx from "clsx";
import { ForeignText } from "#components/ui/foreign-text.tsx";
import { MomentLink } from "#components/ui/moment-link.tsx";

interface Item {
  readonly name: string;
  /** One line under the name. */
  readonly detail: string;
  readonly href: string;
}

interface Props {
  readonly label: string;
  readonly items: readonly Item[];
  readonly current: string | null;
}

/** Which of several texts is being read or edited; the choice is part of the URL. */
export const TextPicker = ({ label, items, current }: Props) => (
  <nav aria-label={label} className="min-w-0 rounded-card border border-line bg-panel p-1.5">
    <ul className="grid gap-0.5 max-md:flex max-md:overflow-x-auto">
      {items.map((item) => (
        <li key={item.href}>
          <MomentLink
            href={item.href}
            aria-current={item.name === current ? "page" : undefined}
            className={clsx(
              "block rounded-lg px-3 py-2 max-md:min-w-36",
              item.name === current ? "bg-accent-soft" : "hover:bg-sunk",
            )}
          >
            <ForeignText text={item.name} limit={40} className="block font-[560]" />
            <span className="text-sm text-muted">
              <ForeignText text={item.detail} limit={60} />
            </span>
          </MomentLink>
        </li>
      ))}
    </ul>
  </nav>
);
