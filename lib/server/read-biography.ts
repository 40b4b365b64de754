/** Biographies of rules and grants for their pages. */
import { notFound } from "next/navigation";
import { readGrantBiography, readGrantBiographyInput } from "#lib/usecases/history/read-grant-biography.ts";
import { readRuleBiography, readRuleBiographyInput } from "#lib/usecases/history/read-rule-biography.ts";
import { requirePerson } from "./require-person.ts";
import { valueOrAbsent } from "./value-or-absent.ts";
import { webDatabase } from "./web-database.ts";

/** `rule` as in the URL; null where none is open. */
export async function ruleBiographyOf(groupId: string, rule: string | undefined) {
  if (rule === undefined) return null;
  const { actor } = await requirePerson();
  const input = readRuleBiographyInput.safeParse({ groupId, ruleKey: rule });
  if (!input.success) notFound();
  return valueOrAbsent(await readRuleBiography({ db: webDatabase() }, actor, input.data));
}

/** `number` as it stands in the path. */
export async function grantPage(number: string) {
  const { actor } = await requirePerson();
  const input = readGrantBiographyInput.safeParse({ number: Number(number) });
  if (!input.success) notFound();
  return valueOrAbsent(await readGrantBiography({ db: webDatabase() }, actor, input.data));
}
