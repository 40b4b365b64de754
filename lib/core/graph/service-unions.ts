/**
 * Unions of sets that come from one table. Clusters unite the same few sets again and again: each union is made once,
 * and the same union is the same array.
 */
import { NO_SERVICES, type ServiceSet, servicesOf } from "#lib/core/net/service-set.ts";

export class ServiceUnions {
  readonly #sets: readonly ServiceSet[];
  /** By set, the question that met it last. */
  readonly #stamps: Int32Array;
  readonly #unions = new Map<string, ServiceSet>();
  #question = 0;
  #met: number[] = [];

  /** The first of `sets` is the empty one. */
  constructor(sets: readonly ServiceSet[]) {
    this.#sets = sets;
    this.#stamps = new Int32Array(sets.length);
  }

  begin(): void {
    this.#question += 1;
    if (this.#met.length > 0) this.#met = [];
  }

  /** `place`: in the table. */
  add(place: number): void {
    if (place === 0 || this.#stamps[place] === this.#question) return;
    this.#stamps[place] = this.#question;
    this.#met.push(place);
  }

  /** Of everything added since the question began. */
  get union(): ServiceSet {
    const met = this.#met;
    if (met.length < 2) return this.#sets[met[0] ?? 0] ?? NO_SERVICES;
    const key = met.sort((a, b) => a - b).join();
    const known = this.#unions.get(key);
    if (known !== undefined) return known;
    const union = servicesOf(met.flatMap((place) => this.#sets[place] ?? []));
    this.#unions.set(key, union);
    return union;
  }
}
