/**
 * Services as text: `all`, `tcp`, `tcp/22`, `udp/20-25`, `icmp/8` (a type with every code), `icmp/0-7` (types),
 * `icmp/3/4` (type and code), `protocol/50`, `protocol/7-16`.
 */
import { fail, type Result, succeed } from "#lib/core/result.ts";
import {
  firstPoint,
  LAST_SERVICE,
  lastPoint,
  PORTS,
  parseProtocol,
  protocolAt,
  protocolName,
} from "./protocol.ts";
import { ALL_SERVICES, type ServiceRange, type ServiceSet } from "./service-set.ts";

const CODES = 256;

const span = (from: number, to: number): string => (from === to ? `${from}` : `${from}-${to}`);

/** A range of icmp types and codes as whole types between, at most, a first and a last type in part. */
const splitTypes = (from: number, to: number): ServiceRange[] => {
  const firstWhole = Math.ceil(from / CODES) * CODES;
  const afterWhole = Math.floor((to + 1) / CODES) * CODES;
  if (firstWhole > to || afterWhole < firstWhole) return [{ from, to }];
  return [
    { from, to: firstWhole - 1 },
    { from: firstWhole, to: afterWhole - 1 },
    { from: afterWhole, to },
  ].filter((part) => part.from <= part.to);
};

const isTyped = (protocol: number): boolean => protocol === 1 || protocol === 58;

/** Cuts a set into the pieces that have one text each, in order: canonical, and exactly the set. */
export const serviceTokens = (services: ServiceSet): ServiceRange[] =>
  services.flatMap((range) => {
    if (range.from === 0 && range.to === LAST_SERVICE) return [range];
    const tokens: ServiceRange[] = [];
    let from = range.from;
    while (from <= range.to) {
      const protocol = protocolAt(from);
      let to = Math.min(lastPoint(protocol), range.to);
      if (protocolName(protocol) === null) {
        while (to < range.to && protocolName(protocolAt(to + 1)) === null) to += 1;
        tokens.push({ from, to });
      } else if (isTyped(protocol)) {
        const start = firstPoint(protocol);
        for (const part of splitTypes(from - start, to - start))
          tokens.push({ from: part.from + start, to: part.to + start });
      } else tokens.push({ from, to });
      from = to + 1;
    }
    return tokens;
  });

/** The text of one piece as `serviceTokens` cuts them. */
export const printService = (token: ServiceRange): string => {
  if (token.from === 0 && token.to === LAST_SERVICE) return "all";
  const protocol = protocolAt(token.from);
  const name = protocolName(protocol);
  if (name === null) return `protocol/${span(protocol, protocolAt(token.to))}`;
  const from = token.from - firstPoint(protocol);
  const to = token.to - firstPoint(protocol);
  if (from === 0 && to === PORTS - 1) return name;
  if (!isTyped(protocol)) return `${name}/${span(from, to)}`;
  const type = Math.floor(from / CODES);
  const isWholeTypes = from % CODES === 0 && to % CODES === CODES - 1;
  return isWholeTypes
    ? `${name}/${span(type, Math.floor(to / CODES))}`
    : `${name}/${type}/${span(from % CODES, to % CODES)}`;
};

/** All of a set's pieces, as text. */
export const printServices = (services: ServiceSet): string[] => serviceTokens(services).map(printService);

/** `5` or `5-9`, each at most `highest`, in order; null otherwise. */
const parseSpan = (text: string, highest: number): ServiceRange | null => {
  const match = /^(0|[1-9][0-9]{0,4})(?:-(0|[1-9][0-9]{0,4}))?$/.exec(text);
  if (match === null) return null;
  const from = Number(match[1]);
  const to = match[2] === undefined ? from : Number(match[2]);
  return from <= to && to <= highest ? { from, to } : null;
};

const parseTyped = (start: number, type: string, code: string | undefined): ServiceRange | null => {
  const types = parseSpan(type, 255);
  if (types === null) return null;
  if (code === undefined)
    return { from: start + types.from * CODES, to: start + types.to * CODES + CODES - 1 };
  const codes = parseSpan(code, 255);
  if (codes === null || types.from !== types.to) return null;
  return { from: start + types.from * CODES + codes.from, to: start + types.from * CODES + codes.to };
};

const parseToken = (text: string): ServiceRange | null => {
  const [head = "", middle, last, ...more] = text.split("/");
  if (more.length > 0) return null;
  if (head === "protocol") {
    const protocols = middle === undefined || last !== undefined ? null : parseSpan(middle, 255);
    return protocols === null ? null : { from: firstPoint(protocols.from), to: lastPoint(protocols.to) };
  }
  const protocol = parseProtocol(head);
  if (protocol === null) return null;
  if (protocol === "all") return middle === undefined ? (ALL_SERVICES[0] ?? null) : null;
  if (protocolName(protocol) === null) return null;
  const start = firstPoint(protocol);
  if (middle === undefined) return { from: start, to: lastPoint(protocol) };
  if (isTyped(protocol)) return parseTyped(start, middle, last);
  const ports = last === undefined ? parseSpan(middle, PORTS - 1) : null;
  return ports === null ? null : { from: start + ports.from, to: start + ports.to };
};

/** One text as printed by `printService` (or typed by a person) to the services it names. */
export const parseService = (text: string): Result<ServiceSet, "malformed-service"> => {
  const range = parseToken(text);
  return range === null ? fail("malformed-service") : succeed([range]);
};
