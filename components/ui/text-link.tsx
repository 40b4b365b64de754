import clsx from "clsx";
import type { ComponentProps } from "react";
import { MomentLink } from "#components/ui/moment-link.tsx";

export const TextLink = ({ className, ...rest }: ComponentProps<typeof MomentLink>) => (
  <MomentLink
    className={clsx(
      "rounded-sm underline decoration-line-strong underline-offset-3 hover:decoration-current",
      className,
    )}
    {...rest}
  />
);
