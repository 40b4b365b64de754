/** Ten groups: two stacks of four, a monitoring group and one that nobody uses. As small as accounts are in practice. */
import { diffStack } from "#lib/core/diff/diff-stack.ts";
import { accountGraph } from "#lib/core/graph/account-graph.ts";
import { packGraph } from "#lib/core/graph/packed-graph.ts";
import type { ObservedInterface } from "#lib/core/group/observation.ts";
import { bindingOf, groupOf, interfaceOf, observationOf, stackOf } from "#lib/core/testing/estate.ts";

const TIERS = ["web", "app", "db", "ssh-admin"];

const boundTo = (name: string) => TIERS.map((tier) => bindingOf(tier, `sg-${name}-${tier}`));

const carriers = (name: string, network: number): ObservedInterface[] =>
  ["web", "web", "app", "app", "app", "db"].map((tier, at) =>
    interfaceOf(
      `eni-${name}-${at}`,
      [`sg-${name}-${tier}`, `sg-${name}-ssh-admin`],
      [`10.0.${network}.${at + 4}/32`],
    ),
  );

export function smallGraph(): string {
  const sources = [
    { name: "Mara's laptop", value: "203.0.113.7/32", ownerName: "Mara Haddad" },
    { name: "Hamburg office", value: "198.51.100.0/24", ownerName: null },
  ];
  const open = sources.map(({ name, value }) => ({ name, peer: { kind: "cidr" as const, cidr: value } }));
  const observation = observationOf({
    groups: [
      groupOf("sg-shop-web", ["tcp 80 0.0.0.0/0", "tcp 443 0.0.0.0/0", "tcp 9100 sg-monitoring"]),
      groupOf("sg-shop-app", ["tcp 8080 sg-shop-web", "tcp 9100 sg-monitoring"]),
      groupOf("sg-shop-db", ["tcp 3306 sg-shop-app", "tcp 3306 0.0.0.0/0"]),
      groupOf("sg-shop-ssh-admin", ["tcp 22 203.0.113.7/32", "tcp 22 198.51.100.0/24"]),
      groupOf("sg-ledger-web", ["tcp 80 0.0.0.0/0", "tcp 443 0.0.0.0/0"]),
      groupOf("sg-ledger-app", ["tcp 8080 sg-ledger-web", "tcp 8080 sg-shop-app"]),
      groupOf("sg-ledger-db", []),
      groupOf("sg-ledger-ssh-admin", ["tcp 22 198.51.100.0/24"]),
      groupOf("sg-monitoring", ["tcp 443 pl-unread"]),
      groupOf("sg-left-over", ["tcp 5432 10.1.0.0/16"]),
    ],
    interfaces: [
      ...carriers("shop", 1),
      ...carriers("ledger", 2),
      interfaceOf("eni-monitoring", ["sg-monitoring"], ["10.0.3.4/32"]),
    ],
  });
  const stacks = ["shop", "ledger"].map((name) =>
    stackOf({ name, bindings: boundTo(name), openSources: name === "shop" ? open : open.slice(1) }),
  );
  const diffs = stacks.map((stack) => diffStack(stack, observation));
  return JSON.stringify(packGraph(accountGraph({ observation, stacks, diffs, sources })));
}
