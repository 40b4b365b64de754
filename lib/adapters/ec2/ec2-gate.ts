import { DescribeNetworkInterfacesCommand } from "@aws-sdk/client-ec2";
import type { ObservedInterface } from "#lib/core/group/observation.ts";
import { readInterface } from "#lib/formats/ec2/read-interface.ts";
import type { CallOutcome, Ec2Gate, Ec2Session } from "#lib/usecases/apply/ec2-gate.ts";
import type { Connection, Ec2Clients } from "./ec2-clients.ts";
import { classifyFailure } from "./failure.ts";
import { KeptBack, withLastCheck } from "./last-check.ts";
import { readCall } from "./read-call.ts";
import { readGroupsNow, readGroupsOfVpc, readGroupsWithoutIds } from "./read-groups.ts";
import { readPages } from "./read-pages.ts";
import { listPrefixLists } from "./read-prefix-lists.ts";
import { sendCall } from "./send-call.ts";

const INTERFACES_A_PAGE = 1_000;

/** Changes with the write role. The identity is proven anew for every change. */
export function createEc2Gate(clients: Ec2Clients): Ec2Gate {
  return {
    async open(scope, urgency = "usual") {
      const first = urgency !== "usual";
      return sessionOf(await clients.connect(scope.accountId, scope.region, "write", first));
    },
  };
}

/** All pages, or it throws. */
async function interfacesWith(
  to: Connection,
  filter: "group-id" | "network-interface-id",
  values: readonly string[],
): Promise<readonly ObservedInterface[]> {
  if (values.length === 0) return [];
  const read = await readPages(
    async (token) => {
      const answer = await readCall("DescribeNetworkInterfaces", to.describes, () =>
        to.ec2.send(
          new DescribeNetworkInterfacesCommand({
            Filters: [{ Name: filter, Values: [...values] }],
            MaxResults: INTERFACES_A_PAGE,
            ...(token === undefined ? {} : { NextToken: token }),
          }),
        ),
      );
      return { items: (answer.NetworkInterfaces ?? []).map(readInterface), nextToken: answer.NextToken };
    },
    () => undefined,
  );
  if (read.problem !== null) throw new Error(read.problem);
  return read.items;
}

function sessionOf(to: Connection): Ec2Session {
  return {
    readGroups: (groupIds) => readGroupsNow(to, groupIds),
    readGroupsWithoutIds: (groupIds) => readGroupsWithoutIds(to, groupIds),
    readGroupsOfVpc: (vpcId) => readGroupsOfVpc(to, vpcId),
    readCarriers: (groupIds) => interfacesWith(to, "group-id", groupIds),
    readInterfaces: (interfaceIds) => interfacesWith(to, "network-interface-id", interfaceIds),
    async readPrefixLists(prefixListIds) {
      const lists = await listPrefixLists(to, () => undefined, prefixListIds);
      if (lists.problem !== null) throw new Error(lists.problem);
      return lists.items;
    },
    async ready() {
      await to.mutations.take();
      await to.knowsRules();
      await to.ready();
    },
    async send(call, mayStillSend): Promise<CallOutcome> {
      let requestId = "";
      const answered = (id: string): void => {
        requestId = id;
      };
      try {
        const { ruleIds, unknownPermissions } = await sendCall(
          withLastCheck(to.changes, mayStillSend, answered),
          call,
          await to.knowsRules(),
        );
        if (unknownPermissions > 0) {
          const message = "EC2 knows no such rule in this group.";
          return { kind: "refused", code: "UnknownIpPermissions", message, ruleIds, requestId };
        }
        return { kind: "accepted", code: "Success", message: "", ruleIds, requestId };
      } catch (error) {
        if (error instanceof KeptBack) {
          return { kind: "not-sent", code: error.name, message: error.message, ruleIds: [] };
        }
        const { kind, code, message } = classifyFailure(error);
        if (kind === "throttled") await to.mutations.drain();
        return { kind, code, message, ruleIds: [], requestId };
      }
    },
  };
}
