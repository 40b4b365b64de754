/** The mail that arrived, newest first, in one file of the data folder. Bounded: the oldest letters are dropped. */
import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { readStateFile, writeStateFile } from "../state-file.ts";

export interface Letter {
  readonly id: string;
  /** ISO 8601 UTC: when it was received. */
  readonly receivedAt: string;
  /** The addresses of the envelope: who really gets it. */
  readonly to: readonly string[];
  readonly from: string;
  readonly subject: string;
  /** The plain-text part. A letter with HTML only says so. */
  readonly text: string;
}

const MOST_LETTERS = 500;

const isLetter = (value: unknown): value is Letter =>
  typeof value === "object" &&
  value !== null &&
  "id" in value &&
  "receivedAt" in value &&
  "to" in value &&
  Array.isArray(value.to) &&
  "from" in value &&
  "subject" in value &&
  "text" in value;

export class LetterStore {
  readonly #path: string;
  #letters: readonly Letter[];

  constructor(dataFolder: string) {
    this.#path = join(dataFolder, "mailbox", "letters.json");
    const kept = readStateFile(this.#path);
    this.#letters = Array.isArray(kept) ? kept.filter(isLetter) : [];
  }

  /** Letters newest first; with an address, only those delivered to it (compared without case). */
  list(to: string | null): readonly Letter[] {
    if (to === null) return this.#letters;
    const wanted = to.toLowerCase();
    return this.#letters.filter((letter) => letter.to.some((address) => address.toLowerCase() === wanted));
  }

  find(id: string): Letter | undefined {
    return this.#letters.find((letter) => letter.id === id);
  }

  add(letter: Omit<Letter, "id">): Letter {
    const kept = { id: randomUUID(), ...letter };
    this.#letters = [kept, ...this.#letters].slice(0, MOST_LETTERS);
    writeStateFile(this.#path, this.#letters);
    return kept;
  }

  clear(): void {
    this.#letters = [];
    writeStateFile(this.#path, this.#letters);
  }
}
