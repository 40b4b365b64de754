import fc from "fast-check";
import { expect, it, vi } from "vitest";
import { indexObservation } from "#lib/core/group/observation-index.ts";
import { parseService } from "#lib/core/net/service-text.ts";
import {
  arbitraryAsked,
  arbitraryGroupEnd,
  arbitraryNetworkPeer,
  arbitraryPartlyRead,
  arbitraryReachable,
} from "#lib/core/testing/arbitrary-reach.ts";
import { lawCases, lawTimeout } from "#lib/core/testing/law-cases.ts";
import { servicesIn } from "./callers.ts";
import { endOfInterface } from "./end.ts";
import { reachFlows } from "./reach-flows.ts";
import { reachedServices } from "./reached-services.ts";
import { sourceOf } from "./resolve.ts";

vi.setConfig({ testTimeout: lawTimeout() });

const observation = fc.oneof(
  arbitraryReachable,
  arbitraryPartlyRead.map(([, seen]) => seen),
);
const peer = fc.oneof(
  arbitraryNetworkPeer,
  arbitraryGroupEnd,
  fc.constantFrom(
    { kind: "cidr" as const, cidr: "10.0.0.0/8" },
    { kind: "cidr" as const, cidr: "0.0.0.0/0" },
  ),
);

it("the quick way to services says what the flows say, of every interface", () => {
  fc.assert(
    fc.property(observation, peer, arbitraryAsked, (seen, from, text) => {
      const index = indexObservation(seen);
      const source = sourceOf(from, { index, stack: null, sources: [] });
      const services = parseService(text);
      if (!source.ok || !services.ok) return;
      const quick = reachedServices(source.value, services.value, index);
      for (const item of seen.interfaces) {
        const end = endOfInterface(item, index);
        const { surely, possibly } = reachFlows(source.value, [end], services.value, index).flows;
        expect(quick(end)).toEqual({ surely: servicesIn(surely), possibly: servicesIn(possibly) });
      }
    }),
    { numRuns: lawCases() },
  );
});
