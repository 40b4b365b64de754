import type { ObservedPart } from "#lib/core/group/observation.ts";
import type {
  EstateReader,
  EstateReading,
  ObservationProgress,
  PartReading,
  ScopeName,
} from "#lib/usecases/observation/estate-reader.ts";
import type { Connection, Ec2Clients } from "./ec2-clients.ts";
import { classifyFailure } from "./failure.ts";
import {
  listInstances,
  listInterfaces,
  listPeerings,
  listSubnets,
  listVpcs,
  type OnPage,
} from "./listings.ts";
import { listGroups } from "./read-groups.ts";
import { readLimits } from "./read-limits.ts";
import { listPrefixLists } from "./read-prefix-lists.ts";

/** Reads whole estates with the read role, one part after the other, so that the budget is never overrun. */
export function createEstateReader(clients: Ec2Clients): EstateReader {
  return {
    async read(scope, onProgress) {
      try {
        const connection = await clients.connect(scope.accountId, scope.region, "read");
        return await readEverything(connection, onProgress);
      } catch (error) {
        return unreadable(scope, error);
      }
    },
  };
}

async function readEverything(
  to: Connection,
  onProgress: (progress: ObservationProgress) => void,
): Promise<EstateReading> {
  let progress: ObservationProgress = {};
  const watch = (part: ObservedPart): OnPage => {
    let pages = 0;
    return (items) => {
      pages += 1;
      progress = { ...progress, [part]: { pages, items } };
      onProgress(progress);
    };
  };
  return {
    vpcs: await listVpcs(to, watch("vpcs")),
    subnets: await listSubnets(to, watch("subnets")),
    peerings: await listPeerings(to, watch("peerings")),
    groups: await listGroups(to, watch("groups")),
    interfaces: await listInterfaces(to, watch("interfaces")),
    instances: await listInstances(to, watch("instances")),
    prefixLists: await listPrefixLists(to, watch("prefixLists")),
    limits: await readLimits(to),
  };
}

/** Nothing could be asked: every part is as it was, and says why. */
function unreadable(scope: ScopeName, error: unknown): EstateReading {
  const { code, message } = classifyFailure(error);
  const problem = `Account ${scope.accountId} in ${scope.region} could not be asked: ${code}: ${message}`;
  const part = <Item>(): PartReading<Item> => ({ items: [], complete: false, problem });
  return {
    vpcs: part(),
    subnets: part(),
    peerings: part(),
    groups: part(),
    interfaces: part(),
    instances: part(),
    prefixLists: part(),
    limits: { rulesPerGroup: null, groupsPerInterface: null, problem },
  };
}
