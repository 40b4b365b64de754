/** It only takes access away, by decisions that stand: it goes before others, and is never given up. */
export const narrows = ({ kind }: { readonly kind: string }): boolean =>
  kind === "revoke" || kind === "expire" || kind === "review";
