"use client";

import { useSearchParams } from "next/navigation";

/** In a form that filters: the page stays at the moment it is seen as of. */
export const KeptMomentField = () => {
  const at = useSearchParams().get("at");
  return at === null ? null : <input type="hidden" name="at" value={at} />;
};
