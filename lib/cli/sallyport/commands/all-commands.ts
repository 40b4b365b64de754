import { adoptCommand } from "./adopt/adopt-command.ts";
import { auditCommand } from "./audit/audit-command.ts";
import { checkCommand } from "./check/check-command.ts";
import type { Command } from "./command.ts";
import { diffCommand } from "./diff/diff-command.ts";
import { explainCommand } from "./explain/explain-command.ts";
import { planCommand } from "./plan/plan-command.ts";
import { reachCommand } from "./reach/reach-command.ts";
import { verifyPackCommand } from "./verify-pack/verify-pack-command.ts";

/** In the order of the help. */
export const COMMANDS: readonly Command[] = [
  diffCommand,
  reachCommand,
  checkCommand,
  planCommand,
  adoptCommand,
  explainCommand,
  verifyPackCommand,
  auditCommand,
];
