import type { DemoModelFile } from "#lib/formats/demo/demo-model-file.ts";
import { readPatternYaml } from "#lib/formats/pattern/pattern-yaml.ts";
import { readStackYaml } from "#lib/formats/stack/stack-yaml.ts";
import { addScope } from "../model/add-scope.ts";
import { readPolicy } from "../model/read-policy.ts";
import { savePattern } from "../model/save-pattern.ts";
import { savePolicy } from "../model/save-policy.ts";
import { saveSource } from "../model/save-source.ts";
import { saveStack } from "../model/save-stack.ts";
import { createTeam } from "../people/create-team.ts";
import type { Deps, SystemActor } from "../ports.ts";
import { mustSucceed } from "./must-succeed.ts";
import { seedPeople } from "./seed-people.ts";

type Db = Pick<Deps, "db">;

/**
 * Writes the demo model through the product's own use-cases, with their entries in the log. What is there already,
 * and what people have changed since, stays; so it can run at every start, and goes on where it was interrupted.
 */
export async function seedDemo(deps: Db, operator: SystemActor, model: DemoModelFile): Promise<void> {
  for (const name of model.teams) {
    if ((await deps.db.team.findUnique({ where: { name } })) !== null) continue;
    mustSucceed(`team ${name}`, await createTeam(deps, operator, { name }));
  }
  const people = await seedPeople(deps, operator, model);
  for (const scope of model.scopes) await addScope(deps, operator, scope);
  for (const yaml of model.patterns) await seedPattern(deps, operator, yaml);
  const { version } = await readPolicy(deps.db);
  if (version === 0) mustSucceed("policy", await savePolicy(deps, operator, { yaml: model.policy, version }));
  for (const yaml of model.stacks) await seedStack(deps, operator, yaml);
  for (const { name, cidr, ownerEmail } of model.sources) {
    const ownerId = people.get(ownerEmail) ?? null;
    if ((await deps.db.source.findFirst({ where: { value: cidr, ownerId } })) !== null) continue;
    mustSucceed(`source ${name}`, await saveSource(deps, operator, { name, cidr, ownerId }));
  }
}

async function seedPattern(deps: Db, operator: SystemActor, yaml: string): Promise<void> {
  const read = readPatternYaml(yaml);
  if (read.ok) {
    const { name, version } = read.value;
    const known = await deps.db.pattern.findUnique({ where: { name_version: { name, version } } });
    if (known !== null) return;
  }
  mustSucceed("pattern", await savePattern(deps, operator, { yaml }));
}

async function seedStack(deps: Db, operator: SystemActor, yaml: string): Promise<void> {
  const read = readStackYaml(yaml);
  if (read.ok && (await deps.db.stack.findUnique({ where: { name: read.value.name } })) !== null) return;
  mustSucceed("stack", await saveStack(deps, operator, { yaml, version: null }));
}
