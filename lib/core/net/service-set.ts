/**
 * A set of services: sorted, disjoint, never touching inclusive ranges on the service axis (`protocol.ts`).
 * Two sets are equal exactly when they are deeply equal.
 */
import { firstPoint, LAST_SERVICE, lastPoint } from "./protocol.ts";

/** Inclusive points of the service axis. */
export interface ServiceRange {
  readonly from: number;
  readonly to: number;
}

export type ServiceSet = readonly ServiceRange[];

export const NO_SERVICES: ServiceSet = [];
export const ALL_SERVICES: ServiceSet = [{ from: 0, to: LAST_SERVICE }];

/** Every port of one protocol (0-255). */
export const wholeProtocol = (protocol: number): ServiceSet => [
  { from: firstPoint(protocol), to: lastPoint(protocol) },
];

/** Ports `from` to `to` of tcp, udp, icmp or icmpv6, inclusive, 0-65535. */
export const portRange = (protocol: number, from: number, to: number): ServiceSet => [
  { from: firstPoint(protocol) + from, to: firstPoint(protocol) + to },
];

/** The canonical set of any ranges. */
export const servicesOf = (ranges: readonly ServiceRange[]): ServiceSet => {
  const merged: ServiceRange[] = [];
  for (const range of [...ranges].sort((a, b) => a.from - b.from)) {
    const last = merged.at(-1);
    if (last === undefined || range.from > last.to + 1) merged.push(range);
    else if (range.to > last.to) merged[merged.length - 1] = { from: last.from, to: range.to };
  }
  return merged;
};

export const equalServices = (a: ServiceSet, b: ServiceSet): boolean =>
  a === b ||
  (a.length === b.length &&
    a.every((range, index) => range.from === b[index]?.from && range.to === b[index]?.to));

export const unionServices = (a: ServiceSet, b: ServiceSet): ServiceSet => {
  if (a === b || b.length === 0) return a;
  return a.length === 0 ? b : servicesOf([...a, ...b]);
};

export const intersectServices = (a: ServiceSet, b: ServiceSet): ServiceSet => {
  if (a === b) return a;
  const common: ServiceRange[] = [];
  let i = 0;
  let j = 0;
  for (let left = a[i], right = b[j]; left !== undefined && right !== undefined; left = a[i], right = b[j]) {
    const from = Math.max(left.from, right.from);
    const to = Math.min(left.to, right.to);
    if (from <= to) common.push({ from, to });
    if (left.to < right.to) i += 1;
    else j += 1;
  }
  return common;
};

export const subtractServices = (a: ServiceSet, b: ServiceSet): ServiceSet => {
  if (a === b || a.length === 0) return NO_SERVICES;
  if (b.length === 0) return a;
  const rest: ServiceRange[] = [];
  let j = 0;
  for (const range of a) {
    let from = range.from;
    while ((b[j]?.to ?? Number.POSITIVE_INFINITY) < from) j += 1;
    for (let k = j; from <= range.to; k += 1) {
      const hole = b[k];
      if (hole === undefined || hole.from > range.to) {
        rest.push({ from, to: range.to });
        break;
      }
      if (hole.from > from) rest.push({ from, to: hole.from - 1 });
      from = hole.to + 1;
    }
  }
  return rest;
};
