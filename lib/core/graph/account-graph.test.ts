import { describe, expect, test } from "vitest";
import { diffStack } from "#lib/core/diff/diff-stack.ts";
import type { ObservedGroup } from "#lib/core/group/observation.ts";
import { groupOf, interfaceOf, observationOf, ruleOf, stackOf } from "#lib/core/testing/estate.ts";
import { type AccountGraphInput, accountGraph } from "./account-graph.ts";
import type { AccountGraph } from "./graph.ts";
import { portLabel } from "./short-services.ts";

const groups: ObservedGroup[] = [
  groupOf("sg-web", ["tcp 80 0.0.0.0/0", "tcp 443 0.0.0.0/0"]),
  groupOf("sg-app", ["tcp 8080 sg-web"]),
  groupOf("sg-db", ["tcp 3306 sg-app", "tcp 3306 10.0.3.0/24", "tcp 3306 10.0.4.0/24"]),
  groupOf("sg-ssh", ["tcp 22 203.0.113.7/32"]),
];

const graphOf = (more: Partial<AccountGraphInput> = {}): AccountGraph =>
  accountGraph({ observation: observationOf({ groups }), ...more });

const edgesOf = (graph: AccountGraph): string[] =>
  graph.edges.map(
    ({ from, to, possibly }) => `${graph.nodes[from]?.id} > ${graph.nodes[to]?.id}: ${portLabel(possibly)}`,
  );

const marksOf = (graph: AccountGraph, id: string) => graph.nodes.find((node) => node.id === id)?.marks;

describe("the graph of an account", () => {
  test("has one edge for each pair, whatever rules make it", () => {
    expect(edgesOf(graphOf())).toEqual([
      "internet > sg-web: 80, 443",
      "networks:public > sg-ssh: 22",
      "networks:vpc-1 > sg-db: 3306",
      "sg-app > sg-db: 3306",
      "sg-web > sg-app: 8080",
    ]);
  });

  test("says which networks stand behind an end that is many", () => {
    const { edges } = graphOf();
    expect(edges.map(({ networks }) => networks)).toEqual([
      ["0.0.0.0/0"],
      ["203.0.113.7/32"],
      ["10.0.3.0/24", "10.0.4.0/24"],
      [],
      [],
    ]);
  });

  test("gives a source its name and its person", () => {
    const sources = [{ name: "Mara's laptop", value: "203.0.113.7/32", ownerName: "Mara" }];
    const graph = graphOf({ sources });
    const node = graph.nodes.find(({ kind }) => kind === "source");
    expect(node).toMatchObject({ id: "203.0.113.7/32", label: "Mara's laptop", ownerName: "Mara" });
  });

  test("knows the Internet in pieces", () => {
    const halves = groupOf("sg-half", ["tcp 6379 32.0.0.0/3", "tcp 6379-6380 64.0.0.0/3"]);
    const graph = accountGraph({ observation: observationOf({ groups: [halves] }) });
    expect(edgesOf(graph)).toEqual(["internet > sg-half: 6379", "networks:public > sg-half: 6380"]);
    expect(marksOf(graph, "sg-half")).toEqual(["exposed", "unused"]);
  });

  test("draws no flow where a reference grants nothing, and says where nobody can tell", () => {
    const holder = groupOf("sg-a", [
      { ...ruleOf("tcp 1 sg-gone"), peer: { kind: "group", groupId: "sg-gone" } },
      ruleOf("tcp 2 pl-unread"),
    ]);
    const graph = accountGraph({ observation: observationOf({ groups: [holder] }) });
    expect(graph.edges).toHaveLength(1);
    expect(graph.edges[0]).toMatchObject({ surely: [], marks: ["unknown"] });
    expect(marksOf(graph, "sg-a")).toEqual(["unknown", "unused"]);
  });

  test("marks what is out of line, and draws what is missing", () => {
    const observation = observationOf({
      groups: groups.map((group) =>
        group.groupId === "sg-app" ? groupOf("sg-app", ["tcp 9000 sg-db"]) : group,
      ),
      interfaces: [interfaceOf("eni-1", ["sg-app"], ["10.0.0.1/32"])],
    });
    const stack = stackOf();
    const graph = graphOf({ observation, stacks: [stack], diffs: [diffStack(stack, observation)] });
    const into = graph.edges.filter(({ to }) => graph.nodes[to]?.id === "sg-app");
    expect(
      into.map(({ from, missing, marks }) => [graph.nodes[from]?.id, portLabel(missing), marks]),
    ).toEqual([
      ["sg-db", "", ["drift"]],
      ["sg-web", "8080", ["drift"]],
    ]);
    expect(marksOf(graph, "sg-app")).toEqual(["drift"]);
    expect(graph.nodes.find(({ id }) => id === "sg-app")?.plays).toMatchObject({
      stack: "shop",
      tier: "app",
      order: 1,
    });
  });

  test("never says that a group whose rules were not read is closed", () => {
    const observation = observationOf({ groups: [groupOf("sg-a", [], { rulesKnown: false })] });
    const graph = accountGraph({ observation });
    expect(marksOf(graph, "sg-a")).toContain("unknown");
    expect(graph.isWhole).toBe(false);
  });
});
