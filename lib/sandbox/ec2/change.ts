import type { CloudState, Collections, Region, Session } from "./state.ts";

/** One resource put in its place or taken away. A call's changes are written and applied together, or not. */
export type Change = ResourceChange | SessionChange;

type ResourceChange = {
  [K in keyof Collections]: {
    readonly account: string;
    readonly region: string;
    readonly collection: K;
    readonly id: string;
    readonly value: Collections[K] | null;
  };
}[keyof Collections];

interface SessionChange {
  readonly collection: "sessions";
  readonly id: string;
  readonly value: Session | null;
}

export const applyChanges = (state: CloudState, changes: readonly Change[]): CloudState =>
  changes.reduce(applyChange, state);

function applyChange(state: CloudState, change: Change): CloudState {
  if (change.collection === "sessions") {
    return { ...state, sessions: put(state.sessions, change.id, change.value) };
  }
  const account = state.accounts[change.account];
  const region = account?.regions[change.region];
  if (account === undefined || region === undefined) {
    throw new Error(`a change names ${change.account}/${change.region}, which the sandbox does not have`);
  }
  const regions = { ...account.regions, [change.region]: changedRegion(region, change) };
  return { ...state, accounts: { ...state.accounts, [change.account]: { ...account, regions } } };
}

function changedRegion(region: Region, change: ResourceChange): Region {
  const collection: Readonly<Record<string, unknown>> = region[change.collection];
  return { ...region, [change.collection]: put(collection, change.id, change.value) };
}

function put<T>(
  record: Readonly<Record<string, T>>,
  id: string,
  value: T | null,
): Readonly<Record<string, T>> {
  const { [id]: _replaced, ...rest } = record;
  return value === null ? rest : { ...rest, [id]: value };
}
