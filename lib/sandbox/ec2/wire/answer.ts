import type { SchemaRef } from "@smithy/types";
import type { Refusal } from "../refusal.ts";
import type { Dialect } from "./decode-query.ts";
import { encodeOutput, escapeXml } from "./encode-xml.ts";

/** A body and what it is written in. */
export interface Written {
  readonly contentType: string;
  readonly body: string;
}

const xml = (body: string): Written => ({ contentType: "text/xml;charset=UTF-8", body });
const json = (value: object): Written => ({
  contentType: "application/x-amz-json-1.1",
  body: JSON.stringify(value),
});

const namespaces = {
  ec2: "http://ec2.amazonaws.com/doc/2016-11-15/",
  sts: "https://sts.amazonaws.com/doc/2011-06-15/",
} as const;

export interface Answered {
  readonly action: string;
  readonly requestId: string;
  readonly output: object;
  /** The schema of the output, as the SDK ships it. */
  readonly schema: SchemaRef;
}

export function writeSuccess(dialect: Dialect, { action, requestId, output, schema }: Answered): Written {
  if (dialect === "servicequotas" || dialect === "cloudtrail") return json(output);
  return xml(successXml(dialect, action, requestId, encodeOutput(schema, output)));
}

export function writeError(dialect: Dialect, requestId: string, refusal: Refusal): Written {
  if (dialect === "servicequotas" || dialect === "cloudtrail")
    return json({ __type: refusal.code, message: refusal.message });
  return xml(errorXml(dialect, requestId, refusal));
}

type QueryDialect = keyof typeof namespaces;

/** The envelope of a successful answer; STS nests its result, EC2 does not. */
export function successXml(
  dialect: QueryDialect,
  action: string,
  requestId: string,
  members: string,
): string {
  const head = `<?xml version="1.0" encoding="UTF-8"?>\n<${action}Response xmlns="${namespaces[dialect]}">`;
  const body =
    dialect === "ec2"
      ? `<requestId>${requestId}</requestId>${members}`
      : `<${action}Result>${members}</${action}Result><ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata>`;
  return `${head}${body}</${action}Response>`;
}

function errorXml(dialect: QueryDialect, requestId: string, refusal: Refusal): string {
  const error = `<Code>${escapeXml(refusal.code)}</Code><Message>${escapeXml(refusal.message)}</Message>`;
  const head = '<?xml version="1.0" encoding="UTF-8"?>\n';
  if (dialect === "ec2") {
    return `${head}<Response><Errors><Error>${error}</Error></Errors><RequestID>${requestId}</RequestID></Response>`;
  }
  const type = refusal.status >= 500 ? "Receiver" : "Sender";
  return `${head}<ErrorResponse xmlns="${namespaces.sts}"><Error><Type>${type}</Type>${error}</Error><RequestId>${requestId}</RequestId></ErrorResponse>`;
}
