import fc from "fast-check";
import { expect, it, vi } from "vitest";
import type { Observation } from "#lib/core/group/observation.ts";
import { indexObservation } from "#lib/core/group/observation-index.ts";
import { printFlows } from "#lib/core/net/flow-line.ts";
import { judgeTargets } from "#lib/core/reach/judge-targets.ts";
import { endsOf, sourceOf } from "#lib/core/reach/resolve.ts";
import {
  arbitraryGroupEnd,
  arbitraryNetworkPeer,
  arbitraryPartlyRead,
} from "#lib/core/testing/arbitrary-reach.ts";
import { tcp } from "#lib/core/testing/estate.ts";
import { lawCases, lawTimeout } from "#lib/core/testing/law-cases.ts";
import { servicesOfService } from "#lib/core/tier/meant-flows.ts";
import { judgeAlike } from "./judge-alike.ts";

vi.setConfig({ testTimeout: lawTimeout() });

/** Beside each interface another that carries the same, in another network: egress may name one of the two. */
const withTwins = (seen: Observation): Observation => ({
  ...seen,
  interfaces: seen.interfaces.flatMap((item, at) => [
    item,
    {
      ...item,
      interfaceId: `${item.interfaceId}-twin`,
      privateCidrs: [`10.0.${(at + 1) % 2}.${100 + at}/32`],
    },
  ]),
});

const SERVICES = fc.constantFrom(tcp(22), tcp(8080), { protocol: "all", fromPort: null, toPort: null });

it("what is found of a class is what is found of each of its targets alone", () => {
  fc.assert(
    fc.property(
      fc.oneof(arbitraryGroupEnd, arbitraryNetworkPeer),
      arbitraryGroupEnd,
      SERVICES,
      arbitraryPartlyRead,
      (peer, target, service, [, seen]) => {
        const index = indexObservation(withTwins(seen));
        const context = { index, stack: null, sources: [] };
        const [source, targets] = [sourceOf(peer, context), endsOf(target, context)];
        fc.pre(source.ok && targets.ok);
        const services = servicesOfService(service);
        const classes = judgeAlike(source.value, targets.value, services, index);
        expect(classes.flatMap(({ ends }) => ends)).toHaveLength(targets.value.length);
        for (const { ends, reach } of classes)
          for (const end of ends) {
            const [alone] = judgeTargets(source.value, [end], services, index);
            for (const side of ["surely", "possibly"] as const)
              expect(printFlows(reach.flows[side])).toEqual(alone && printFlows(alone.reach.flows[side]));
          }
      },
    ),
    { numRuns: lawCases() },
  );
});
