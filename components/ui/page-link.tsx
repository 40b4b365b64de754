"use client";

import Link from "next/link";
import { type ComponentProps, useState } from "react";

type Props = Omit<ComponentProps<typeof Link>, "prefetch" | "onMouseEnter" | "onFocus">;

/**
 * A link to another page, fetched ahead once somebody points at it. Every page is made for its reader at that moment,
 * so fetching ahead all links in sight brings nothing but work: twenty requests for each page that is opened.
 */
export function PageLink(props: Props) {
  const [isMeant, setMeant] = useState(false);
  const meant = () => setMeant(true);
  return <Link {...props} prefetch={isMeant ? null : false} onMouseEnter={meant} onFocus={meant} />;
}
