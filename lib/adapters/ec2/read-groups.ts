import {
  DescribeSecurityGroupRulesCommand,
  DescribeSecurityGroupsCommand,
  DescribeSecurityGroupVpcAssociationsCommand,
} from "@aws-sdk/client-ec2";
import { z } from "zod";
import type { ObservedGroup, ObservedRule } from "#lib/core/group/observation.ts";
import { type RulesOfGroup, readGroup } from "#lib/formats/ec2/read-group.ts";
import { readRule } from "#lib/formats/ec2/read-rule.ts";
import type { PartReading } from "#lib/usecases/observation/estate-reader.ts";
import type { Connection } from "./ec2-clients.ts";
import { isUnknownOperation } from "./failure.ts";
import type { OnPage } from "./listings.ts";
import { ReadFailed, readCall } from "./read-call.ts";
import { problemOf, readPages } from "./read-pages.ts";

/** A filter takes at most 200 values, so the rules of one page of groups fit in one filter. */
const GROUPS_A_PAGE = 200;
const RULES_A_PAGE = 1_000;
const GROUPS_OF_VPC_A_PAGE = 1_000;

/** Rules of groups by group id: null where they could not be read, `own` where the endpoint knows no single rules. */
interface RulesRead {
  readonly of: (groupId: string) => RulesOfGroup;
  readonly problem: string | null;
}

/**
 * The rules of some groups. A page that fails makes all of these groups unknown: a page may carry rules of any of
 * them.
 */
async function readRules(to: Connection, groupIds: readonly string[]): Promise<RulesRead> {
  const byGroup = new Map<string, ObservedRule[]>(groupIds.map((id) => [id, []]));
  if (groupIds.length === 0) return { of: () => [], problem: null };
  const tokens = new Set<string>();
  let token: string | undefined;
  try {
    do {
      const answer = await readCall("DescribeSecurityGroupRules", to.describes, () =>
        to.ec2.send(
          new DescribeSecurityGroupRulesCommand({
            Filters: [{ Name: "group-id", Values: [...groupIds] }],
            MaxResults: RULES_A_PAGE,
            ...(token === undefined ? {} : { NextToken: token }),
          }),
        ),
      );
      for (const { groupId, rule } of (answer.SecurityGroupRules ?? []).map((raw) => readRule(raw))) {
        byGroup.get(groupId)?.push(rule);
      }
      token = answer.NextToken || undefined;
      if (token !== undefined && tokens.has(token)) throw new Error("EC2 repeats a page of rules.");
      if (token !== undefined) tokens.add(token);
    } while (token !== undefined);
  } catch (error) {
    if (error instanceof ReadFailed && isUnknownOperation(error.failure)) {
      return { of: () => "own", problem: null };
    }
    return { of: () => null, problem: problemOf(error) };
  }
  return { of: (groupId) => byGroup.get(groupId) ?? [], problem: null };
}

const groupIdSchema = z.object({ GroupId: z.string() });
const idOf = (raw: unknown): string => groupIdSchema.parse(raw).GroupId;

async function readAssociations(to: Connection): Promise<PartReading<{ groupId: string; vpcId: string }>> {
  return readPages(
    async (token) => {
      const answer = await readCall("DescribeSecurityGroupVpcAssociations", to.describes, () =>
        to.ec2.send(
          new DescribeSecurityGroupVpcAssociationsCommand({
            MaxResults: 1_000,
            ...(token === undefined ? {} : { NextToken: token }),
          }),
        ),
      );
      const items = (answer.SecurityGroupVpcAssociations ?? [])
        .filter((association) => association.State === "associated" || association.State === undefined)
        .map((association) => ({ groupId: association.GroupId ?? "", vpcId: association.VpcId ?? "" }));
      return { items, nextToken: answer.NextToken };
    },
    () => undefined,
  );
}

/** Every group with its rules and associations. Rules are read page by page beside their groups. */
export async function listGroups(to: Connection, onPage: OnPage): Promise<PartReading<ObservedGroup>> {
  const associations = await readAssociations(to);
  const vpcsOf = (groupId: string): string[] =>
    associations.items.filter((item) => item.groupId === groupId).map((item) => item.vpcId);
  const problems = associations.problem === null ? [] : [associations.problem];
  const groups = await readPages(async (token) => {
    const answer = await readCall("DescribeSecurityGroups", to.describes, () =>
      to.ec2.send(
        new DescribeSecurityGroupsCommand({
          MaxResults: GROUPS_A_PAGE,
          ...(token === undefined ? {} : { NextToken: token }),
        }),
      ),
    );
    const page: readonly unknown[] = answer.SecurityGroups ?? [];
    const rules = await readRules(to, page.map(idOf));
    if (rules.problem !== null) problems.push(rules.problem);
    const items = page.map((raw) => readGroup(raw, rules.of(idOf(raw)), vpcsOf(idOf(raw))));
    return { items, nextToken: answer.NextToken };
  }, onPage);
  if (groups.problem !== null) problems.push(groups.problem);
  return { items: groups.items, complete: problems.length === 0, problem: problems[0] ?? null };
}

async function describeGroups(to: Connection, groupIds: readonly string[]): Promise<readonly unknown[]> {
  const answer = await readCall("DescribeSecurityGroups", to.describes, () =>
    to.ec2.send(
      new DescribeSecurityGroupsCommand({ Filters: [{ Name: "group-id", Values: [...groupIds] }] }),
    ),
  );
  return answer.SecurityGroups ?? [];
}

/** A group that does not exist is simply not there. Throws when anything of it cannot be read: no deciding on a part. */
export async function readGroupsNow(
  to: Connection,
  groupIds: readonly string[],
): Promise<readonly ObservedGroup[]> {
  if (groupIds.length === 0) return [];
  const page = await describeGroups(to, groupIds);
  const rules = await readRules(to, page.map(idOf));
  if (rules.problem !== null) throw new Error(rules.problem);
  return page.map((raw) => readGroup(raw, rules.of(idOf(raw))));
}

/** The same in half the calls, from the group form alone: rules have neither ids nor tags. */
export async function readGroupsWithoutIds(
  to: Connection,
  groupIds: readonly string[],
): Promise<readonly ObservedGroup[]> {
  const page = await describeGroups(to, groupIds);
  return page.map((raw) => readGroup(raw, "own"));
}

/** Every group of a VPC, in the same form. Throws when a page cannot be read. */
export async function readGroupsOfVpc(to: Connection, vpcId: string): Promise<readonly ObservedGroup[]> {
  const groups = await readPages(
    async (token) => {
      const answer = await readCall("DescribeSecurityGroups", to.describes, () =>
        to.ec2.send(
          new DescribeSecurityGroupsCommand({
            Filters: [{ Name: "vpc-id", Values: [vpcId] }],
            MaxResults: GROUPS_OF_VPC_A_PAGE,
            ...(token === undefined ? {} : { NextToken: token }),
          }),
        ),
      );
      const page: readonly unknown[] = answer.SecurityGroups ?? [];
      return { items: page.map((raw) => readGroup(raw, "own")), nextToken: answer.NextToken };
    },
    () => undefined,
  );
  if (groups.problem !== null) throw new Error(groups.problem);
  return groups.items;
}
