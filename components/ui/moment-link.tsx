"use client";

import type { ComponentProps } from "react";
import { keepMoment } from "#components/ui/keep-moment.ts";
import { PageLink } from "#components/ui/page-link.tsx";
import { useMoment } from "#components/ui/use-moment.ts";

type Props = Omit<ComponentProps<typeof PageLink>, "href"> & { readonly href: string };

/** A link that stays at the moment the page is seen as of, where the place it leads to has a past. */
export const MomentLink = ({ href, ...rest }: Props) => (
  <PageLink href={keepMoment(href, useMoment())} {...rest} />
);
