"use client";

import { Button } from "#components/ui/button.tsx";

/** Every page prints without its frame; this says so where people are likely to want it. */
export const PrintButton = () => (
  <Button onClick={() => window.print()} className="print:hidden">
    Print
  </Button>
);
