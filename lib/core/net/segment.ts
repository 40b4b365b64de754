/** Which services each address of one family may use, as maximal runs of addresses with the same services. */
import { lower } from "./address.ts";
import { equalServices, NO_SERVICES, type ServiceSet } from "./service-set.ts";

/** Every address from `from` to `to`, inclusive, may use exactly these services (never none). */
export interface Segment {
  readonly from: bigint;
  readonly to: bigint;
  readonly services: ServiceSet;
}

/** Combines two canonical lists address by address, in one sweep; the result is canonical. */
export const combineSegments = (
  a: readonly Segment[],
  b: readonly Segment[],
  combine: (a: ServiceSet, b: ServiceSet) => ServiceSet,
): Segment[] => {
  const result: Segment[] = [];
  const emit = (from: bigint, to: bigint, services: ServiceSet) => {
    if (services.length === 0) return;
    const last = result.at(-1);
    if (last !== undefined && last.to + 1n === from && equalServices(last.services, services))
      result[result.length - 1] = { from: last.from, to, services: last.services };
    else result.push({ from, to, services });
  };

  let i = 0;
  let j = 0;
  let left = a[0];
  let right = b[0];
  while (left !== undefined || right !== undefined) {
    if (left !== undefined && (right === undefined || left.to < right.from)) {
      emit(left.from, left.to, combine(left.services, NO_SERVICES));
      left = a[++i];
    } else if (right !== undefined && (left === undefined || right.to < left.from)) {
      emit(right.from, right.to, combine(NO_SERVICES, right.services));
      right = b[++j];
    } else if (left !== undefined && right !== undefined) {
      if (left.from < right.from) {
        emit(left.from, right.from - 1n, combine(left.services, NO_SERVICES));
        left = { from: right.from, to: left.to, services: left.services };
      } else if (right.from < left.from) {
        emit(right.from, left.from - 1n, combine(NO_SERVICES, right.services));
        right = { from: left.from, to: right.to, services: right.services };
      } else {
        const to: bigint = lower(left.to, right.to);
        emit(left.from, to, combine(left.services, right.services));
        const goesOn = left.to > to ? left : null;
        if (right.to > to) right = { from: to + 1n, to: right.to, services: right.services };
        else right = b[++j];
        left = goesOn === null ? a[++i] : { from: to + 1n, to: goesOn.to, services: goesOn.services };
      }
    }
  }
  return result;
};
