import { NormalizedSchema } from "@smithy/core/schema";
import type { SchemaRef } from "@smithy/types";
import { invalidValue, Refusal } from "../refusal.ts";
import type { ParameterNode } from "./query-parameters.ts";

/** EC2 names lists flat (`GroupId.1`), STS by `member` (`Tags.member.1`); Service Quotas speaks JSON. */
export type Dialect = "ec2" | "sts" | "servicequotas" | "cloudtrail";

/** Decodes an operation's input by the schema the SDK ships; a parameter the schema lacks is refused. */
export function decodeInput(schema: SchemaRef, parameters: ParameterNode, dialect: Dialect): unknown {
  const shape = NormalizedSchema.of(schema);
  if (!shape.isStructSchema()) return {};
  return decodeStructure(shape, parameters, dialect, "");
}

function decode(shape: NormalizedSchema, node: ParameterNode, dialect: Dialect, path: string): unknown {
  if (shape.isListSchema()) return decodeList(shape, node, dialect, path);
  if (shape.isStructSchema()) return decodeStructure(shape, node, dialect, path);
  return decodeText(shape, node.value ?? "", path);
}

function decodeStructure(
  shape: NormalizedSchema,
  node: ParameterNode,
  dialect: Dialect,
  path: string,
): Record<string, unknown> {
  const left = new Set(node.children.keys());
  const output: Record<string, unknown> = {};
  for (const [name, member] of shape.structIterator()) {
    const key = parameterName(name, member, dialect);
    const child = node.children.get(key);
    left.delete(key);
    if (child !== undefined) output[name] = decode(member, child, dialect, join(path, key));
  }
  for (const unknown of left) {
    if (path === "" && ignoredAtTop.has(unknown)) continue;
    throw new Refusal("UnknownParameter", `The parameter ${join(path, unknown)} is not recognized`);
  }
  return output;
}

const ignoredAtTop = new Set(["Action", "Version"]);

function parameterName(name: string, member: NormalizedSchema, dialect: Dialect): string {
  const { ec2QueryName, xmlName } = member.getMergedTraits();
  const plain = typeof xmlName === "string" ? xmlName : name;
  if (dialect === "sts") return plain;
  return typeof ec2QueryName === "string" ? ec2QueryName : plain.charAt(0).toUpperCase() + plain.slice(1);
}

function decodeList(shape: NormalizedSchema, node: ParameterNode, dialect: Dialect, path: string): unknown[] {
  const items = dialect === "ec2" ? node : node.children.get("member");
  const member = shape.getValueSchema();
  return [...(items?.children ?? [])]
    .map(([key, child]) => {
      if (!/^[1-9][0-9]{0,4}$/.test(key)) {
        throw new Refusal("UnknownParameter", `The parameter ${join(path, key)} is not recognized`);
      }
      return { index: Number(key), child };
    })
    .sort((one, other) => one.index - other.index)
    .map(({ index, child }) => decode(member, child, dialect, join(path, String(index))));
}

function decodeText(shape: NormalizedSchema, text: string, path: string): unknown {
  if (shape.isNumericSchema()) {
    if (!/^-?[0-9]{1,10}$/.test(text)) {
      throw invalidValue(`Value (${text}) for parameter ${path} is invalid. It must be an integer.`);
    }
    return Number(text);
  }
  if (shape.isBooleanSchema()) {
    const lower = text.toLowerCase();
    if (lower !== "true" && lower !== "false") {
      throw invalidValue(`Value (${text}) for parameter ${path} is invalid. It must be true or false.`);
    }
    return lower === "true";
  }
  if (shape.isTimestampSchema()) return new Date(text);
  return text;
}

const join = (path: string, key: string): string => (path === "" ? key : `${path}.${key}`);
