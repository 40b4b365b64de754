/**
 * Plain `aws ec2 describe-*` JSON as an observation: files or standard input instead of an account. Each listing is
 * recognised by its top-level key; several files and pages are merged. What was not given is incomplete, never empty.
 */

import type { Observation, ObservedPart } from "#lib/core/group/observation.ts";
import { groupedBy } from "#lib/core/grouped-by.ts";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import { readInstances } from "../read-instances.ts";
import { type KnownCombinations, readInterfaceBeside } from "../read-interface.ts";
import { readPeering, readSubnet, readVpc } from "../read-network.ts";
import { WrongShape } from "../shape.ts";
import { accountsIn, regionsIn } from "./account-and-region.ts";
import type { About, DescribedFile, DescribedProblem } from "./described-file.ts";
import { describedGroups } from "./described-groups.ts";
import { type ListingKey, type Page, pagesOf, readItems } from "./described-pages.ts";
import { describedPrefixLists, withoutAwsOnly } from "./described-prefix-lists.ts";
import { partStatus } from "./part-status.ts";

/** The one value that is given or that the files agree on; "" when nobody says. */
const agreed = (
  given: string | null,
  found: readonly string[],
  what: string,
  problems: DescribedProblem[],
): string => {
  if (given !== null) return given;
  const [only = "", ...others] = found;
  if (others.length > 0)
    problems.push({
      file: null,
      place: "",
      reason: `The files are of several ${what}: ${found.join(", ")}.`,
    });
  return only;
};

/** Each thing once: two that differ cannot both be true, and two that agree are a file given twice. */
const refuseTwins = (ids: readonly string[], key: ListingKey, problems: DescribedProblem[]): void => {
  const seen = new Set<string>();
  for (const id of ids) {
    if (seen.has(id)) problems.push({ file: null, place: key, reason: `lists ${id} more than once` });
    seen.add(id);
  }
};

/** What somebody makes of an observation, unless a rule turns out to have another shape. */
const madeOf = <Answer>(
  observation: Observation,
  make: (observation: Observation) => Answer,
): Result<Answer, WrongShape> => {
  try {
    return succeed(make(observation));
  } catch (error) {
    if (error instanceof WrongShape) return fail(error);
    throw error;
  }
};

/**
 * What `make` makes of an observation. The rules of a group are checked when `make` first looks at them, which it then
 * finds in the processor's cache, and those it never looked at afterwards: its answer counts only once all is checked.
 *
 * `accountId` and `region` of the observation are the caller's, else what the files say; `region` is "" when neither tells.
 * A group's rules stand in the order given. Filters cannot be seen in an answer: give whole listings.
 */
export const makeOfDescribed = <Answer>(
  files: readonly DescribedFile[],
  about: About,
  make: (observation: Observation) => Answer,
): Result<Answer, readonly DescribedProblem[]> => {
  const problems: DescribedProblem[] = [];
  const pages: Page[] = files.flatMap((file) => {
    const found = pagesOf(file);
    if (!("reason" in found)) return found;
    problems.push(found);
    return [];
  });
  const byKey = groupedBy(pages, (page) => page.key);
  const of = (key: ListingKey): readonly Page[] => byKey.get(key) ?? [];

  const combinations: KnownCombinations = new Map();
  const interfaces = readItems(
    of("NetworkInterfaces"),
    (raw) => readInterfaceBeside(raw, combinations),
    problems,
  );
  const instances = readItems(of("Reservations"), readInstances, problems).flat();
  const vpcs = readItems(of("Vpcs"), readVpc, problems);
  const subnets = readItems(of("Subnets"), readSubnet, problems);
  const peerings = readItems(of("VpcPeeringConnections"), readPeering, problems);
  const prefixLists = describedPrefixLists(of("PrefixLists"), of("Entries"), problems);
  const { groups, checkTheirRules } = describedGroups(
    {
      groups: of("SecurityGroups"),
      rules: of("SecurityGroupRules"),
      associations: of("SecurityGroupVpcAssociations"),
    },
    problems,
  );
  refuseTwins(
    interfaces.map((item) => item.interfaceId),
    "NetworkInterfaces",
    problems,
  );
  refuseTwins(
    instances.map((item) => item.instanceId),
    "Reservations",
    problems,
  );
  const accountId = agreed(about.accountId, accountsIn(pages), "accounts", problems);
  const region = agreed(about.region, regionsIn(pages), "Regions", problems);
  if (problems.length > 0) {
    checkTheirRules(problems);
    return fail(problems);
  }

  const status = (key: ListingKey, given = of(key)) => partStatus(key, given, about.takenAt);
  const parts: Observation["parts"] = {
    vpcs: status("Vpcs"),
    subnets: status("Subnets"),
    peerings: status("VpcPeeringConnections"),
    groups: status("SecurityGroups"),
    interfaces: status("NetworkInterfaces"),
    instances: status("Reservations"),
    prefixLists: status("PrefixLists", withoutAwsOnly(of("PrefixLists"))),
  } satisfies Record<ObservedPart, unknown>;
  const observation: Observation = {
    accountId,
    region,
    takenAt: about.takenAt,
    parts,
    vpcs,
    subnets,
    peerings,
    groups,
    interfaces,
    instances,
    prefixLists,
  };
  const answer = madeOf(observation, make);
  checkTheirRules(problems);
  return answer.ok && problems.length === 0 ? answer : fail(problems);
};

/** The observation itself, all of it checked. */
export const readDescribed = (
  files: readonly DescribedFile[],
  about: About,
): Result<Observation, readonly DescribedProblem[]> =>
  makeOfDescribed(files, about, (observation) => observation);
