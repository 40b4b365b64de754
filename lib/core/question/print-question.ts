/** A question's canonical text. Reading it gives the same question again. */
import { firstPoint, lastPoint } from "#lib/core/net/protocol.ts";
import { ALL_SERVICES, equalServices, type ServiceSet } from "#lib/core/net/service-set.ts";
import { printServices } from "#lib/core/net/service-text.ts";
import { isKeyword } from "./keywords.ts";
import type { AskedHop, Named, Question } from "./question.ts";
import { printMoment } from "./read-moment.ts";
import { readNamed } from "./read-named.ts";
import { quoted } from "./words.ts";

const TCP = 6;

const isPlain = (name: string): boolean =>
  /^[a-z](?:[a-z0-9_.-]*[a-z0-9])?$/i.test(name) && !isKeyword(name.toLowerCase());

const printName = (name: string): string => {
  const read = isPlain(name) ? readNamed(name) : null;
  return read?.kind === "name" && read.name === name ? name : quoted(name);
};

/** One end, as it stands in a question. */
export const printNamed = (named: Named): string => {
  switch (named.kind) {
    case "here":
      return "this laptop";
    case "internet":
      return "internet";
    case "cidr":
      return named.cidr.replace(/^([\d.]+)\/32$|^([\da-f:]+)\/128$/, "$1$2");
    case "tier":
      return named.stack === null
        ? `tier ${isKeyword(named.tier) ? quoted(named.tier) : named.tier}`
        : `${isPlain(named.stack) ? named.stack : quoted(named.stack)}/${named.tier}`;
    case "name":
      return printName(named.name);
    default:
      return named.id;
  }
};

/** The number of a single tcp port; null for anything else. */
const singlePort = (services: ServiceSet): number | null => {
  const [only, ...others] = services;
  if (only === undefined || others.length > 0 || only.from !== only.to) return null;
  return only.from >= firstPoint(TCP) && only.to <= lastPoint(TCP) ? only.from - firstPoint(TCP) : null;
};

/** A target with its services: `db:3306`, `web on tcp/80, tcp/443`. */
export const printTarget = ({ to, services }: AskedHop): string => {
  const port = singlePort(services);
  const name = printNamed(to);
  if (port === null || (to.kind === "cidr" && name.includes("/"))) return `${name}${printOn(services)}`;
  return to.kind === "cidr" && name.includes(":") ? `[${name}]:${port}` : `${name}:${port}`;
};

const printOn = (services: ServiceSet): string =>
  equalServices(services, ALL_SERVICES) ? "" : ` on ${printServices(services).join(", ")}`;

export const printQuestion = (question: Question): string => {
  const at = question.at === null ? "" : ` at ${printMoment(question.at)}`;
  const can = question.at === null ? "can" : "could";
  switch (question.kind) {
    case "can":
      return `${can} ${printNamed(question.from)} reach ${question.hops.map(printTarget).join(" then ")}${at}`;
    case "who":
      return `who ${can} reach ${printTarget(question)}${at}`;
    case "what":
      return `what ${can} ${printNamed(question.from)} reach${printOn(question.services)}${at}`;
  }
};
