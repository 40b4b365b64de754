import type { ComponentProps } from "react";
import { type ButtonSize, type ButtonVariant, buttonClass } from "#components/ui/button-class.ts";
import { MomentLink } from "#components/ui/moment-link.tsx";

type Props = ComponentProps<typeof MomentLink> & {
  readonly variant?: ButtonVariant;
  readonly size?: ButtonSize;
};

/** A link that looks like a button: it goes somewhere, it changes nothing. */
export const LinkButton = ({ variant = "plain", size = "normal", className, ...rest }: Props) => (
  <MomentLink className={buttonClass(variant, size, className)} {...rest} />
);
