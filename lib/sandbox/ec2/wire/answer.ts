import type { Refusal } from "../refusal.ts";
import type { Dialect } from "./decode-query.ts";
import { escapeXml } from "./encode-xml.ts";

const namespaces: Readonly<Record<Dialect, string>> = {
  ec2: "http://ec2.amazonaws.com/doc/2016-11-15/",
  sts: "https://sts.amazonaws.com/doc/2011-06-15/",
};

/** The envelope of a successful answer; STS nests its result, EC2 does not. */
export function successXml(dialect: Dialect, action: string, requestId: string, members: string): string {
  const head = `<?xml version="1.0" encoding="UTF-8"?>\n<${action}Response xmlns="${namespaces[dialect]}">`;
  const body =
    dialect === "ec2"
      ? `<requestId>${requestId}</requestId>${members}`
      : `<${action}Result>${members}</${action}Result><ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata>`;
  return `${head}${body}</${action}Response>`;
}

export function errorXml(dialect: Dialect, requestId: string, refusal: Refusal): string {
  const error = `<Code>${escapeXml(refusal.code)}</Code><Message>${escapeXml(refusal.message)}</Message>`;
  const head = '<?xml version="1.0" encoding="UTF-8"?>\n';
  if (dialect === "ec2") {
    return `${head}<Response><Errors><Error>${error}</Error></Errors><RequestID>${requestId}</RequestID></Response>`;
  }
  const type = refusal.status >= 500 ? "Receiver" : "Sender";
  return `${head}<ErrorResponse xmlns="${namespaces.sts}"><Error><Type>${type}</Type>${error}</Error><RequestId>${requestId}</RequestId></ErrorResponse>`;
}
