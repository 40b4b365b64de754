/** The graph of a generated account, packed as the server packs it. */
import { diffStack } from "#lib/core/diff/diff-stack.ts";
import { accountGraph } from "#lib/core/graph/account-graph.ts";
import { packGraph } from "#lib/core/graph/packed-graph.ts";
import { indexObservation } from "#lib/core/group/observation-index.ts";
import { accountText, observe, parseFiles } from "../bench/described-account.ts";

export interface GeneratedGraph {
  readonly json: string;
  readonly about: string;
}

export function generatedGraph(groups: number): GeneratedGraph {
  const account = accountText(groups);
  const observation = observe(parseFiles(account));
  const index = indexObservation(observation);
  const diffs = account.stacks.map((stack) => diffStack(stack, observation, index));
  const graph = accountGraph({ observation, stacks: account.stacks, diffs, index });
  const rules = observation.groups.reduce((sum, group) => sum + group.rules.length, 0);
  const count = (number: number, what: string) => `${number.toLocaleString("en")} ${what}`;
  const about = [
    count(observation.groups.length, "groups"),
    count(rules, "rules"),
    count(observation.interfaces.length, "interfaces"),
    count(graph.nodes.length, "nodes"),
    count(graph.edges.length, "edges"),
  ].join(", ");
  return { json: JSON.stringify(packGraph(graph)), about };
}
