interface Row {
  readonly stack: { readonly name: string } | null;
  readonly scope: { readonly accountName: string; readonly region: string } | null;
}

/** Where a change would change something: its stack's name, its account and Region where it is about no stack, or all. */
export const placeOf = ({ stack, scope }: Row): string =>
  stack?.name ?? (scope === null ? "the organisation" : `${scope.accountName}, ${scope.region}`);
