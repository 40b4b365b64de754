"use client";

import { useSearchParams } from "next/navigation";

/** The moment of the past that the page is seen as of, as its address has it; null on a page of now. */
export const useMoment = (): string | null => useSearchParams().get("at");
