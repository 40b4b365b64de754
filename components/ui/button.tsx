import type { ComponentProps } from "react";
import { type ButtonSize, type ButtonVariant, buttonClass } from "#components/ui/button-class.ts";

type Props = ComponentProps<"button"> & { readonly variant?: ButtonVariant; readonly size?: ButtonSize };

export const Button = ({
  variant = "plain",
  size = "normal",
  className,
  type = "button",
  ...rest
}: Props) => <button type={type} className={buttonClass(variant, size, className)} {...rest} />;
