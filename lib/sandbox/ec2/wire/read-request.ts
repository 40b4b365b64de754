/**
 * How a request says what it wants. EC2 and STS take Query parameters; Service Quotas and CloudTrail take JSON, and the
 * action in a header.
 */
import { NormalizedSchema } from "@smithy/core/schema";
import type { SchemaRef } from "@smithy/types";
import { z } from "zod";
import type { SignedRequest } from "../auth/signature.ts";
import { Refusal } from "../refusal.ts";
import { type Dialect, decodeInput } from "./decode-query.ts";
import { parseParameters } from "./query-parameters.ts";

export interface WireRequest {
  readonly action: string;
  readonly nextToken: string | undefined;
  /** By the schema that the SDK ships for the operation. Throws a `Refusal`. */
  readonly decode: (schema: SchemaRef, dialect: Dialect) => unknown;
}

const TARGET = /^(?:ServiceQuotasV20190624|CloudTrail_20131101)\.(\w+)$/;

const scalars = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));

const members = z.record(z.string(), z.json());

/** Members the schema lacks are left out, as JSON services do. */
function decodeJson(schema: SchemaRef, dialect: Dialect, body: Buffer): unknown {
  const parsed = (dialect === "cloudtrail" ? members : scalars).safeParse(JSON.parse(body.toString("utf8")));
  if (!parsed.success) throw new Refusal("SerializationException", "The body is no object of plain members.");
  const known = new Set([...NormalizedSchema.of(schema).structIterator()].map(([name]) => name));
  return Object.fromEntries(Object.entries(parsed.data).filter(([name]) => known.has(name)));
}

/** Never throws: what cannot be read is refused when it is decoded, so that the request can be logged first. */
export function readRequest(request: SignedRequest): WireRequest | Refusal {
  if (request.method !== "POST") return new Refusal("InvalidAction", "Use POST");
  const [, action] = TARGET.exec(request.headers["x-amz-target"] ?? "") ?? [];
  if (action !== undefined) {
    return {
      action,
      nextToken: undefined,
      decode: (schema, dialect) => {
        try {
          return decodeJson(schema, dialect, request.body);
        } catch (error) {
          if (error instanceof SyntaxError)
            throw new Refusal("SerializationException", "The body is no JSON.");
          throw error;
        }
      },
    };
  }
  try {
    const parameters = parseParameters(request.body.toString("utf8"));
    return {
      action: parameters.children.get("Action")?.value ?? "",
      nextToken: parameters.children.get("NextToken")?.value,
      decode: (schema, dialect) => decodeInput(schema, parameters, dialect),
    };
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}
