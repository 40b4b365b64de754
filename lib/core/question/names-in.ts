import type { ObservedInstance, ObservedInterface } from "#lib/core/group/observation.ts";
import type { ObservationIndex } from "#lib/core/group/observation-index.ts";
import type { NameOf } from "#lib/core/reach/describe-reach.ts";

/** Kept with the list: a question may have a dozen answers, and an answer thousands of interfaces. */
const keptById = <Item extends object>(idOf: (item: Item) => string) => {
  const kept = new WeakMap<readonly Item[], ReadonlyMap<string, Item>>();
  return (items: readonly Item[]): ReadonlyMap<string, Item> => {
    const known = kept.get(items) ?? new Map(items.map((item) => [idOf(item), item]));
    kept.set(items, known);
    return known;
  };
};

const instancesById = keptById<ObservedInstance>(({ instanceId }) => instanceId);
const interfacesById = keptById<ObservedInterface>(({ interfaceId }) => interfaceId);

const named = (text: string | undefined, id: string): string =>
  text === undefined || text === "" ? id : text;

/** What to call groups, interfaces and instances of an observation: foreign text, the id where there is no name. */
export const namesIn = ({ groups, observation }: ObservationIndex): NameOf => {
  const instanceName = (id: string): string =>
    named(instancesById(observation.instances).get(id)?.tags.Name, id);
  return (id) => {
    if (id.startsWith("sg-")) return named(groups.get(id)?.name, id);
    if (id.startsWith("i-")) return instanceName(id);
    if (!id.startsWith("eni-")) return id;
    const item = interfacesById(observation.interfaces).get(id);
    if (item === undefined) return id;
    return item.instanceId === null
      ? named(item.tags.Name ?? item.description, id)
      : instanceName(item.instanceId);
  };
};
