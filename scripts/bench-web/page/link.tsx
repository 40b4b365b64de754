import type { ComponentProps } from "react";

/** What the graph's page asks of Next's links. */
const Link = ({ scroll: _, ...rest }: ComponentProps<"a"> & { readonly scroll?: boolean }) => <a {...rest} />;

export default Link;
