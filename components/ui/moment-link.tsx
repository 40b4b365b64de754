"use client";

import Link from "next/link";
import { useSearchParams } from "next/navigation";
import type { ComponentProps } from "react";
import { keepMoment } from "#components/ui/keep-moment.ts";

type Props = Omit<ComponentProps<typeof Link>, "href"> & { readonly href: string };

/** A link that stays at the moment the page is seen as of, where the place it leads to has a past. */
export const MomentLink = ({ href, ...rest }: Props) => (
  <Link href={keepMoment(href, useSearchParams().get("at"))} {...rest} />
);
