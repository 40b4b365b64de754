import { pino } from "pino";

export type Log = ReturnType<typeof createLog>;

/** One JSON line an event. Texts of others (EC2, names) are values, escaped by JSON; secrets are never given to it. */
export const createLog = (level: string) => pino({ name: "worker", level, base: { name: "worker" } });
