import { z } from "zod";
import { conflict } from "#lib/core/refusal.ts";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import { readPatternYaml } from "#lib/formats/pattern/pattern-yaml.ts";
import { appendAudit } from "../audit/append-audit.ts";
import { loggedTransaction } from "../audit/logged-transaction.ts";
import { authorise } from "../people/authorise.ts";
import type { Actor, Deps } from "../ports.ts";
import { modelText } from "./model-text.ts";
import { asStoredJson } from "./stored-json.ts";
import { badText, type TextRefusal } from "./text-refusal.ts";

export const savePatternInput = z.strictObject({ yaml: modelText });

/**
 * Saves a pattern, always as a new version: the next one of its name, as the text says. Stacks stay on the version
 * they name until they are saved themselves.
 */
export const savePattern = (
  deps: Pick<Deps, "db">,
  actor: Actor,
  input: z.output<typeof savePatternInput>,
): Promise<Result<{ readonly name: string; readonly version: number }, TextRefusal>> =>
  loggedTransaction(deps, actor, "pattern.saved", {}, async (transaction) => {
    const refusal = await authorise(transaction, actor, "edit-model");
    if (refusal) return fail<TextRefusal>(refusal);
    const read = readPatternYaml(input.yaml);
    if (!read.ok) return badText(read.problem);
    const { name, version } = read.value;
    // Two savers of one name come one after the other.
    await transaction.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${name}, 20241))`;
    const newest = await transaction.pattern.findFirst({
      where: { name },
      orderBy: { version: "desc" },
      select: { version: true, yaml: true },
    });
    const next = (newest?.version ?? 0) + 1;
    if (version !== next) {
      return fail<TextRefusal>(
        conflict(
          `Versions are never rewritten: the next one of ${name} is ${next}, and this says ${version}.`,
        ),
      );
    }
    await transaction.pattern.create({
      data: {
        name,
        version,
        yaml: input.yaml,
        parsed: asStoredJson(read.value),
        ...(actor.kind === "person" ? { createdBy: actor.personId } : {}),
      },
      select: { id: true },
    });
    await appendAudit(transaction, {
      actor,
      action: "pattern.saved",
      details: {
        ...{ name, version, yaml: input.yaml },
        ...(newest === null ? {} : { yamlBefore: newest.yaml }),
      },
    });
    return succeed({ name, version });
  });
