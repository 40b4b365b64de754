type OfStack =
  | { readonly stackId: string | { readonly in: string[] } }
  | { readonly stack: { readonly name: string } };

/**
 * The condition that a change is about a stack. The one change of a review may take away from many stacks, of which it
 * names the first; its rows name them all.
 */
export const changeAbout = (of: OfStack) => ({ OR: [of, { reviewed: { some: of } }] });
