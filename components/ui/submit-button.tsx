"use client";

import type { ReactNode } from "react";
import { useFormStatus } from "react-dom";
import { Button } from "#components/ui/button.tsx";
import type { ButtonSize, ButtonVariant } from "#components/ui/button-class.ts";
import { Spinner } from "#components/ui/spinner.tsx";

interface Props {
  readonly children: ReactNode;
  readonly variant?: ButtonVariant;
  readonly size?: ButtonSize;
  readonly className?: string;
  readonly name?: string;
  readonly value?: string;
  readonly pending?: boolean;
}

/** Sends its form once: while the answer is under way it is busy, and pressing it again does nothing. */
export const SubmitButton = ({ children, variant = "primary", pending = false, ...rest }: Props) => {
  const status = useFormStatus();
  const busy = pending || status.pending;
  return (
    <Button type="submit" variant={variant} aria-disabled={busy} aria-busy={busy} {...rest}>
      {busy ? <Spinner /> : null}
      {children}
    </Button>
  );
};
