import type { ObservationIndex } from "#lib/core/group/observation-index.ts";
import type { NameOf } from "#lib/core/reach/describe-reach.ts";

/** What to call groups, interfaces and instances of an observation: foreign text, the id where there is no name. */
export const namesIn = (index: ObservationIndex): NameOf => {
  const { interfaces, instances } = index.observation;
  const instanceOf = new Map(instances.map((each) => [each.instanceId, each]));
  const named = (text: string | undefined, id: string): string =>
    text === undefined || text === "" ? id : text;
  const instanceName = (id: string): string => named(instanceOf.get(id)?.tags.Name, id);
  return (id) => {
    if (id.startsWith("sg-")) return named(index.groups.get(id)?.name, id);
    if (id.startsWith("i-")) return instanceName(id);
    if (!id.startsWith("eni-")) return id;
    const item = interfaces.find(({ interfaceId }) => interfaceId === id);
    if (item === undefined) return id;
    return item.instanceId === null
      ? named(item.tags.Name ?? item.description, id)
      : instanceName(item.instanceId);
  };
};
