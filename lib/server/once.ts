/** The idempotency key of the form that is being answered, from its gate to whatever it changes. */
import { AsyncLocalStorage } from "node:async_hooks";
import { contentHash } from "#lib/usecases/observation/known-item.ts";
import type { Once } from "#lib/usecases/ports.ts";

/** The field that carries it, beside the form's own. */
export const ONCE_FIELD = "idempotencyKey";

const current = new AsyncLocalStorage<Once>();

/** Null where the form came without one, as from a browser without scripts. */
export function onceOf(key: string | undefined, texts: Readonly<Record<string, string>>): Once | null {
  if (key === undefined || !/^[0-9a-f]{32}$/.test(key)) return null;
  const body = JSON.stringify(Object.entries(texts).sort(([one], [other]) => (one < other ? -1 : 1)));
  return { key, bodyHash: contentHash(body) };
}

/** Runs what a form asks for, so that being sent again it is answered the same and does nothing. */
export const answeringOnce = <Value>(once: Once | null, run: () => Promise<Value>): Promise<Value> =>
  once === null ? run() : current.run(once, run);

export const currentOnce = (): Once | undefined => current.getStore();
