"use client";

import { type ReactNode, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import type { ButtonSize, ButtonVariant } from "#components/ui/button-class.ts";
import { Dialog } from "#components/ui/dialog.tsx";

interface Props {
  /** Ends in an ellipsis: more is asked before anything happens. */
  readonly label: ReactNode;
  readonly title: ReactNode;
  readonly variant?: ButtonVariant;
  readonly size?: ButtonSize;
  readonly wide?: boolean;
  readonly children: ReactNode;
}

/** A button that opens a dialog with what is inside it, usually an ActionForm. */
export const DialogButton = ({
  label,
  title,
  variant = "plain",
  size = "normal",
  wide = false,
  children,
}: Props) => {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button variant={variant} size={size} aria-haspopup="dialog" onClick={() => setOpen(true)}>
        {label}
      </Button>
      <Dialog open={open} onClose={() => setOpen(false)} title={title} wide={wide}>
        {children}
      </Dialog>
    </>
  );
};
