import { askedPolicySchema, askedStackPolicySchema } from "#lib/formats/policy/asked-policy.ts";
import { printPolicyYaml } from "#lib/formats/policy/policy-yaml.ts";
import { readStoredOverrides, readStoredPolicy } from "#lib/formats/policy/stored-policy.ts";
import type { LockedChange } from "../approval/locked-change.ts";
import { databaseTime } from "../database-time.ts";
import { POLICY_KEY, readPolicy } from "../model/read-policy.ts";
import type { Transaction } from "../ports.ts";
import { policyPin, stackPolicyPin } from "./policy-pin.ts";
import { tellTeams } from "./tell-teams.ts";

/** A policy that a change asks for, the organisation's or a stack's own, as the worker finds it. */
export interface ApprovedPolicy {
  /** Of what is stored to be written. */
  readonly pin: string;
  /** The version that it was to replace, and the one there is. */
  readonly replaces: number;
  readonly present: number;
  readonly yaml: string;
  /** What holds until then, as text. */
  readonly yamlBefore: string;
  /** Puts it into force. */
  readonly write: () => Promise<void>;
}

/** Null where what is stored cannot be read, or its stack is not in use any more. */
export async function approvedPolicy(
  transaction: Transaction,
  { id, stackId }: LockedChange,
): Promise<ApprovedPolicy | null> {
  const { request } = await transaction.changeRequest.findUniqueOrThrow({
    where: { id },
    select: { request: true },
  });
  return stackId === null ? organisations(transaction, request) : ofStack(transaction, id, stackId, request);
}

async function organisations(transaction: Transaction, request: unknown): Promise<ApprovedPolicy | null> {
  const asked = askedPolicySchema.safeParse(request).data;
  if (asked === undefined) return null;
  readStoredPolicy(asked.policy);
  const { policy, version } = await readPolicy(transaction);
  const write = async () => {
    const data = {
      value: asked.policy,
      version: asked.version + 1,
      updatedAt: await databaseTime(transaction),
    };
    await transaction.setting.upsert({
      where: { key: POLICY_KEY },
      create: { key: POLICY_KEY, ...data },
      update: data,
      select: { key: true },
    });
  };
  return {
    pin: policyPin(asked),
    replaces: asked.version,
    present: version,
    yaml: asked.yaml,
    yamlBefore: printPolicyYaml(policy),
    write,
  };
}

async function ofStack(
  transaction: Transaction,
  changeId: string,
  stackId: string,
  request: unknown,
): Promise<ApprovedPolicy | null> {
  const asked = askedStackPolicySchema.safeParse(request).data;
  const stack = await transaction.stack.findFirst({ where: { id: stackId, retiredAt: null } });
  if (asked === undefined || stack === null) return null;
  readStoredOverrides(asked.policy);
  const write = async () => {
    await transaction.stack.update({
      where: { id: stackId, version: asked.version },
      data: {
        policy: asked.policy,
        yaml: asked.yaml,
        version: asked.version + 1,
        ...(asked.teamId === undefined ? {} : { teamId: asked.teamId }),
      },
      select: { id: true },
    });
    const { name: stackName, teamId: fromTeamId } = stack;
    if (asked.teamId !== undefined && asked.teamId !== fromTeamId)
      await tellTeams(transaction, { changeId, stackName, fromTeamId, toTeamId: asked.teamId });
  };
  const { yaml, version } = asked;
  return {
    pin: stackPolicyPin(stackId, asked),
    replaces: version,
    present: stack.version,
    yaml,
    yamlBefore: stack.yaml,
    write,
  };
}
