"use client";

import { useMoment } from "#components/ui/use-moment.ts";

/** In a form that filters: the page stays at the moment it is seen as of. */
export const KeptMomentField = () => {
  const at = useMoment();
  return at === null ? null : <input type="hidden" name="at" value={at} />;
};
