/**
 * Where the provider keeps interactions, codes and tokens: in memory, bounded, gone with the process.
 *
 * Sessions are never kept: people of a demo change seats all the time, so each sign-in asks anew who it is.
 */
import type { Adapter, AdapterPayload } from "oidc-provider";

const MOST_ENTRIES = 5_000;

interface Entry {
  readonly payload: AdapterPayload;
  readonly endsAt: number;
}

/** One store for all of the provider's models, as the adapter factory it asks for. */
export function createProviderStore(): (model: string) => Adapter {
  const entries = new Map<string, Entry>();

  const findWhere = (model: string, field: "uid" | "userCode", value: string): AdapterPayload | undefined => {
    for (const [key, entry] of entries) {
      if (key.startsWith(`${model}:`) && entry.payload[field] === value && entry.endsAt > Date.now()) {
        return entry.payload;
      }
    }
    return undefined;
  };

  const forgetOldest = (): void => {
    for (const [key, entry] of entries) if (entry.endsAt <= Date.now()) entries.delete(key);
    for (const key of entries.keys()) {
      if (entries.size <= MOST_ENTRIES) return;
      entries.delete(key);
    }
  };

  return (model) => ({
    async upsert(id, payload, expiresIn) {
      if (model === "Session") return;
      entries.set(`${model}:${id}`, {
        payload,
        endsAt: expiresIn === undefined ? Number.POSITIVE_INFINITY : Date.now() + expiresIn * 1000,
      });
      if (entries.size > MOST_ENTRIES) forgetOldest();
    },
    async find(id) {
      const entry = entries.get(`${model}:${id}`);
      return entry !== undefined && entry.endsAt > Date.now() ? entry.payload : undefined;
    },
    async findByUid(uid) {
      return findWhere(model, "uid", uid);
    },
    async findByUserCode(userCode) {
      return findWhere(model, "userCode", userCode);
    },
    async consume(id) {
      const entry = entries.get(`${model}:${id}`);
      if (entry !== undefined) entry.payload.consumed = Math.floor(Date.now() / 1000);
    },
    async destroy(id) {
      entries.delete(`${model}:${id}`);
    },
    async revokeByGrantId(grantId) {
      for (const [key, entry] of entries) if (entry.payload.grantId === grantId) entries.delete(key);
    },
  });
}
