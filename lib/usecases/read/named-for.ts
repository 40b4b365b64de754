import { may } from "#lib/core/approval/authority.ts";
import type { HeldRole } from "../ports.ts";
import type { OpenedSource, StackModel } from "./stack-model.ts";

export interface Reader {
  readonly personId: string;
  readonly roles: readonly HeldRole[];
}

/** A standing source is the organisation's, whoever answers for it: "company VPN". What was granted is somebody's own. */
const withoutName = (source: OpenedSource): OpenedSource => ({
  ...source,
  name: source.endsAt === null ? source.name : "a colleague's source",
  ownerName: null,
});

/**
 * A stack's model with the names that a reader may know: an ssh admin reads what the firewall lets through, and of
 * colleagues' sources neither whose they are nor what they call them.
 */
export function namedFor(reader: Reader): (model: StackModel) => StackModel {
  if (may(reader.roles, "read-audit")) return (model) => model;
  const isKnown = ({ ownerIds }: OpenedSource): boolean => ownerIds.every((id) => id === reader.personId);
  return (model) => {
    const opened = model.opened.map((source) => (isKnown(source) ? source : withoutName(source)));
    const openSources = opened.map(({ name, peer }) => ({ name, peer }));
    return { ...model, opened, stack: { ...model.stack, openSources } };
  };
}
