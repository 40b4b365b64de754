import clsx from "clsx";
import Link from "next/link";
import type { ComponentProps } from "react";

export const TextLink = ({ className, ...rest }: ComponentProps<typeof Link>) => (
  <Link
    className={clsx(
      "rounded-sm underline decoration-line-strong underline-offset-3 hover:decoration-current",
      className,
    )}
    {...rest}
  />
);
