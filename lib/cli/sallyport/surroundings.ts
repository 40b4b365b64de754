/** What a command finds around it. Given by `main.ts`, so that tests can give another. */
export interface Surroundings {
  /** Reads standard input whole; null when it is a terminal, where nobody has piped anything in. */
  readonly readInput: () => Promise<Buffer | null>;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Whether standard output is a terminal, and how wide it is. */
  readonly terminal: { readonly columns: number } | null;
  /** ISO 8601 UTC. */
  readonly now: string;
}
