import fc from "fast-check";
import { expect, it, vi } from "vitest";
import type { ObservedPrefixList } from "#lib/core/group/observation.ts";
import { indexObservation } from "#lib/core/group/observation-index.ts";
import { onlyServices } from "#lib/core/net/restrict-flows.ts";
import { ALL_SERVICES, portRange } from "#lib/core/net/service-set.ts";
import { groupOf, observationOf } from "#lib/core/testing/estate.ts";
import { lawCases, lawTimeout } from "#lib/core/testing/law-cases.ts";
import { groupView } from "./group-view.ts";
import { mayBeWide, mostAddresses } from "./most-addresses.ts";
import { worldOpen } from "./world-open.ts";

vi.setConfig({ testTimeout: lawTimeout() });

const service = fc.constantFrom("tcp 22", "tcp 20-25", "tcp 443", "-1 *", "icmp 8/-1", "tcp 9-5", "junk *");
const peer = fc.constantFrom(
  "0.0.0.0/0",
  "0.0.0.0/2",
  "64.0.0.0/3",
  "96.0.0.0/4",
  "10.0.0.0/8",
  "203.0.113.7/32",
  "300.0.0.1/32",
  "::/0",
  "2000::/5",
  "2800::/6",
  "2001:db8::/32",
  "2001:db8::/129",
  "pl-open",
  "pl-unread",
  "pl-gone",
  "sg-2",
);
const rules = fc.array(
  fc.tuple(service, peer).map(([what, who]) => `${what} ${who}`),
  { maxLength: 6 },
);

const list = (prefixListId: string, entries: readonly string[] | null): ObservedPrefixList => ({
  prefixListId,
  name: prefixListId,
  family: "ipv4",
  ownerId: "111122223333",
  version: null,
  maxEntries: null,
  entries,
});

it("whoever may let in few addresses, as far as its rules are written, opens nothing to the whole Internet", () => {
  fc.assert(
    fc.property(rules, fc.constantFrom(ALL_SERVICES, portRange(6, 22, 22)), (written, services) => {
      const group = groupOf("sg-1", written);
      const prefixLists = [list("pl-open", ["0.0.0.0/1"]), list("pl-unread", null)];
      const index = indexObservation(observationOf({ groups: [group, groupOf("sg-2", [])], prefixLists }));
      fc.pre(!mayBeWide(mostAddresses(group, index, services)));
      const { letsIn } = groupView(group, index);
      expect(worldOpen(onlyServices(letsIn.possibly, services), services)).toEqual([]);
    }),
    { numRuns: lawCases() },
  );
});
