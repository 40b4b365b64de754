/** Somewhere outside the database that keeps what was signed of the log. */
export interface CheckpointPlace {
  /** For Sallyport's own log: a file's path, a server's name; nothing secret. */
  readonly name: string;
  /** The newest note that it holds; null where it holds none, or cannot be asked. */
  readonly newest: () => string | null;
  /** Throws when it was not kept. Kept twice, it is there once or twice: both are fine. */
  readonly keep: (note: string, size: number) => Promise<void>;
}
