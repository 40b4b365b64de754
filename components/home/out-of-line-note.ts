/** What is accepted is listed, last, and counted apart. */
export function outOfLineNote(rows: readonly { readonly state: string }[], stacks: number): string {
  const accepted = rows.filter(({ state }) => state === "accepted").length;
  const apart = accepted === 0 ? "" : `, and ${accepted} accepted`;
  return `${rows.length - accepted} of ${stacks}${apart}, worst first`;
}
