import Link from "next/link";
import type { ComponentProps } from "react";
import { type ButtonSize, type ButtonVariant, buttonClass } from "#components/ui/button-class.ts";

type Props = ComponentProps<typeof Link> & { readonly variant?: ButtonVariant; readonly size?: ButtonSize };

/** A link that looks like a button: it goes somewhere, it changes nothing. */
export const LinkButton = ({ variant = "plain", size = "normal", className, ...rest }: Props) => (
  <Link className={buttonClass(variant, size, className)} {...rest} />
);
