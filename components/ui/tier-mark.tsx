import { ForeignText } from "#components/ui/foreign-text.tsx";
import { tierHue } from "#components/ui/tier-hue.ts";

/** A tier's name beside a square of its own hue. */
export const TierMark = ({ tier }: { readonly tier: string }) => (
  <span
    data-hue={tierHue(tier)}
    className="inline-flex max-w-full items-baseline gap-1.5 font-[560] whitespace-nowrap text-(--hue)"
  >
    <span aria-hidden="true" className="size-2 shrink-0 rounded-[2px] bg-(--hue)" />
    <ForeignText text={tier} limit={40} />
  </span>
);
