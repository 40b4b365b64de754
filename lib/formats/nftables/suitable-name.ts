/** Names from outside that stand in a ruleset as they are: only what nftables can hold, and nothing it would obey. */

/** `sg-...`, `pl-...`, `eni-...`. */
export const isSuitableId = (id: string): boolean => /^[a-z]+-[0-9A-Za-z-]{1,60}$/.test(id);

/** A network device of Linux: at most 15 characters. */
export const isSuitableDevice = (name: string): boolean => /^[0-9A-Za-z][0-9A-Za-z_.-]{0,14}$/.test(name);
