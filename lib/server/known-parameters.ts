/** Query parameters as Next gives them to a page. */
export type SearchParameters = Promise<Readonly<Record<string, string | string[] | undefined>>>;

/** The parameters a page knows, each once, empty ones left out; any other is ignored. */
export async function knownParameters<Name extends string>(
  parameters: SearchParameters,
  names: readonly Name[],
): Promise<Partial<Record<Name, string>>> {
  const given = await parameters;
  const known: Partial<Record<Name, string>> = {};
  for (const name of names) {
    const value = given[name];
    const first = Array.isArray(value) ? value[0] : value;
    if (first !== undefined && first !== "") known[name] = first;
  }
  return known;
}
