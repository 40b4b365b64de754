import { expect, it } from "vitest";
import type { ObservedPart } from "#lib/core/group/observation.ts";
import { indexObservation } from "#lib/core/group/observation-index.ts";
import { parseService } from "#lib/core/net/service-text.ts";
import { groupOf, interfaceOf, observationOf } from "#lib/core/testing/estate.ts";
import { evidencedReach } from "./evidenced-reach.ts";

const evidenced = (interfaceIds: readonly string[], unread: readonly ObservedPart[] = []) => {
  const services = parseService("tcp/22");
  if (!services.ok) throw new Error("tcp/22");
  const observation = observationOf(
    {
      groups: [groupOf("sg-ssh", ["tcp 22 0.0.0.0/0"])],
      interfaces: interfaceIds.map((id, at) => interfaceOf(id, ["sg-ssh"], [`10.0.1.${at + 1}/32`])),
    },
    unread,
  );
  return evidencedReach(
    { kind: "cidr", cidr: "198.51.100.7/32" },
    services.value,
    "tcp/22",
    indexObservation(observation),
  );
};

const UNREAD =
  "The network interfaces were not read whole: nobody can tell which groups stand together on one, or whose addresses these are.";

it("says where it is let in", () => {
  expect(evidenced(["eni-1", "eni-2"])).toMatchObject({
    verdict: "yes",
    sentence: "Security groups let it in on tcp/22 at 2 interfaces of 2 instances.",
  });
});

it("says that it is let in nowhere only where every interface was seen", () => {
  expect(evidenced([])).toMatchObject({
    verdict: "no",
    sentence: "Security groups surely let it in nowhere on tcp/22.",
  });
  expect(evidenced([], ["interfaces"])).toMatchObject({
    verdict: "unknown",
    sentence: `It cannot be told whether security groups let it in anywhere on tcp/22. ${UNREAD}`,
  });
});

it("says of interfaces that may have changed that nobody can tell", () => {
  expect(evidenced(["eni-1"], ["interfaces"])).toMatchObject({
    verdict: "unknown",
    sentence: `It cannot be told whether security groups let it in on tcp/22 at 1 interface: ${UNREAD}`,
  });
});
