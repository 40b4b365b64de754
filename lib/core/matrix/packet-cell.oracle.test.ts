import fc from "fast-check";
import { expect, it, vi } from "vitest";
import { indexObservation } from "#lib/core/group/observation-index.ts";
import type { FlowLine } from "#lib/core/net/flow-line.ts";
import { ALL_SERVICES, NO_SERVICES, subtractServices, unionServices } from "#lib/core/net/service-set.ts";
import { parseService, printServices } from "#lib/core/net/service-text.ts";
import { canReach } from "#lib/core/reach/can-reach.ts";
import type { ReachPeer } from "#lib/core/reach/question.ts";
import { GROUPS } from "#lib/core/testing/arbitrary-estate.ts";
import { arbitraryPartlyRead, arbitraryReachable } from "#lib/core/testing/arbitrary-reach.ts";
import { lawCases, lawTimeout } from "#lib/core/testing/law-cases.ts";
import { columnEnds, packetCell, rowSource } from "./packet-cell.ts";

vi.setConfig({ testTimeout: lawTimeout() });

/** The services of printed lines, read back from their text. */
const servicesOfLines = (lines: readonly FlowLine[]) =>
  lines
    .map(({ service }) => parseService(service))
    .reduce((all, each) => (each.ok ? unionServices(all, each.value) : all), NO_SERVICES);

const observation = fc.oneof(
  arbitraryReachable,
  arbitraryPartlyRead.map(([, seen]) => seen),
);
const peer: fc.Arbitrary<ReachPeer> = fc.oneof(
  fc.constantFrom(...GROUPS).map((groupId): ReachPeer => ({ kind: "group", groupId })),
  fc.constant<ReachPeer>({ kind: "internet" }),
);

it("a cell says what canReach says of its pair", () => {
  fc.assert(
    fc.property(observation, peer, fc.constantFrom(...GROUPS), (seen, from, groupId) => {
      const index = indexObservation(seen);
      const cell = packetCell(rowSource([from], index), columnEnds([groupId], index), index);
      const target = { kind: "group" as const, groupId };
      const asked = canReach(
        { peer: from, target, services: ALL_SERVICES },
        { index, stack: null, sources: [] },
      );
      if (!asked.ok) {
        expect([cell.open, cell.unknown, cell.ungoverned]).toEqual([[], [], []]);
        return;
      }
      const open = servicesOfLines(asked.value.open);
      const ungoverned = servicesOfLines(asked.value.ungoverned);
      const unknown = servicesOfLines(asked.value.unknown);
      expect(printServices(unionServices(cell.open, cell.ungoverned))).toEqual(
        printServices(unionServices(open, ungoverned)),
      );
      expect(printServices(subtractServices(cell.ungoverned, cell.open))).toEqual(
        printServices(subtractServices(ungoverned, open)),
      );
      expect(printServices(cell.unknown)).toEqual(
        printServices(subtractServices(unknown, unionServices(open, ungoverned))),
      );
    }),
    { numRuns: lawCases() },
  );
});

it("a row of several groups is their interfaces together", () => {
  fc.assert(
    fc.property(
      arbitraryReachable,
      fc.subarray(GROUPS, { minLength: 1 }),
      fc.constantFrom(...GROUPS),
      (seen, from, to) => {
        const index = indexObservation(seen);
        const columns = columnEnds([to], index);
        const together = packetCell(
          rowSource(
            from.map((groupId) => ({ kind: "group", groupId })),
            index,
          ),
          columns,
          index,
        );
        const apart = from.map((groupId) =>
          packetCell(rowSource([{ kind: "group", groupId }], index), columns, index),
        );
        expect(together.open).toEqual(apart.map(({ open }) => open).reduce(unionServices, NO_SERVICES));
      },
    ),
    { numRuns: lawCases(300) },
  );
});
