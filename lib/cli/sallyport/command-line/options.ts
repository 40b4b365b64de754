/**
 * What a command takes on its line. `value` names what follows an option in the help (`--format FORMAT`); an option
 * without one is a switch.
 */
export interface OptionModel {
  readonly name: string;
  readonly short?: string;
  readonly value?: string;
  /** The only values there are. */
  readonly among?: readonly string[];
  /** May be given again, and adds to what was given before. */
  readonly repeated?: boolean;
  readonly help: string;
}

/** Options as they were given. Nothing here has been read from a file yet. */
export interface GivenOptions {
  readonly switches: ReadonlySet<string>;
  readonly values: ReadonlyMap<string, readonly string[]>;
  readonly positionals: readonly string[];
}

export const hasSwitch = (given: GivenOptions, name: string): boolean => given.switches.has(name);

export const valueGiven = (given: GivenOptions, name: string): string | null =>
  given.values.get(name)?.at(-1) ?? null;

export const valuesGiven = (given: GivenOptions, name: string): readonly string[] =>
  given.values.get(name) ?? [];
