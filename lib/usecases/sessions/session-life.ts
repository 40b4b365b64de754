/** How long a session lasts. The database's clock decides; no process's own does. */

/** Unused for so long, a session is over. */
export const IDLE_SECONDS = 2 * 60 * 60;
/** After so long it is over however much it is used. */
export const LONGEST_SECONDS = 12 * 60 * 60;
/** The end is written anew at most once in so long, so that reading a page is seldom a write. */
export const REFRESH_SECONDS = 10 * 60;
