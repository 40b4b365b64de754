import { controlClass } from "#components/ui/control-class.ts";
import { foreignString } from "#components/ui/foreign-characters.ts";
import { ForeignText } from "#components/ui/foreign-text.tsx";
import type { ShownPlace } from "./shown-choices.ts";

interface Props {
  readonly instances: ShownPlace["instances"];
  readonly tiers: readonly string[];
  /** Tier by interface id. */
  readonly chosen: ReadonlyMap<string, string>;
  readonly onChoose: (interfaceId: string, tier: string) => void;
}

/** Which instances join, and as what. Instances of other stacks are not offered: they would be in two. */
export const InstancePicker = ({ instances, tiers, chosen, onChoose }: Props) => (
  <fieldset className="grid min-w-0 gap-1">
    <legend className="mb-1 text-sm font-[560]">Instances</legend>
    {instances.length === 0 ? (
      <p className="text-muted">No instance of this VPC is free. The stack can begin without any.</p>
    ) : (
      <ul className="max-h-96 divide-y divide-line overflow-y-auto rounded-lg border border-line">
        {instances.map(({ interfaceId, instanceId, name, groups }) => (
          <li
            key={interfaceId}
            className="flex items-center justify-between gap-x-4 gap-y-1.5 px-3 py-2 max-md:grid max-md:justify-normal"
          >
            <div className="min-w-0">
              <p className="font-[560]">
                {name === null ? instanceId : <ForeignText text={name} limit={48} />}
              </p>
              <p className="text-sm text-muted">
                <span className="font-mono">{instanceId}</span>, keeps{" "}
                <ForeignText text={groups.join(", ")} limit={60} />
              </p>
            </div>
            <select
              aria-label={`Tier of ${foreignString(name ?? instanceId)}`}
              value={chosen.get(interfaceId) ?? ""}
              onChange={(event) => onChoose(interfaceId, event.currentTarget.value)}
              className={controlClass("md:max-w-44")}
            >
              <option value="">Not in it</option>
              {tiers.map((tier) => (
                <option key={tier} value={tier}>
                  {tier}
                </option>
              ))}
            </select>
          </li>
        ))}
      </ul>
    )}
    <p className="text-sm text-muted">
      Whoever joins a tier gets its group beside those it carries, and the groups that every member carries.
    </p>
  </fieldset>
);
