const LENGTH = 16;

/** What the log calls a session: as much of its hash as tells one from another, and opens none. */
export const sessionName = (tokenHash: string): string => tokenHash.slice(0, LENGTH);
