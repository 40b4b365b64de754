import { Refusal } from "../refusal.ts";

/** A form body as a tree: `IpPermissions.1.IpProtocol=tcp` becomes three levels. */
export interface ParameterNode {
  value?: string;
  readonly children: Map<string, ParameterNode>;
}

const maximumDepth = 12;

export function parseParameters(body: string): ParameterNode {
  const root: ParameterNode = { children: new Map() };
  for (const [key, value] of new URLSearchParams(body)) {
    const path = key.split(".");
    if (path.length > maximumDepth)
      throw new Refusal("MalformedQueryString", `The parameter ${key} nests too deep`);
    let node = root;
    for (const part of path) {
      const next = node.children.get(part) ?? { children: new Map() };
      node.children.set(part, next);
      node = next;
    }
    if (node.value !== undefined) throw new Refusal("InvalidParameterCombination", `${key} is given twice`);
    node.value = value;
  }
  return root;
}
