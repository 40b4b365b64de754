/**
 * A finding that somebody answers for until a time. An exception hides nothing: it says of exactly what it was given for
 * that it is accepted, until it ends. What grows wider, becomes worse or comes to be known is not covered any more.
 */
import {
  type CatalogueFinding,
  type Certainty,
  SEVERITIES,
  type Severity,
} from "../catalogue/catalogue-finding.ts";
import { type Extent, isWithinExtent } from "../catalogue/extent.ts";

/** How far, how bad and how sure a finding was when somebody asked to accept it. */
export interface AcceptedExtent extends Extent {
  readonly severity: Severity;
  readonly certainty: Certainty;
}

/** A live exception, of one account and Region. */
export interface FindingException {
  /** The catalogue's id. */
  readonly findingId: string;
  /** The stack it was given for; null where the finding belonged to none. */
  readonly stackId: string | null;
  readonly extent: AcceptedExtent;
  readonly beganAt: Date;
  readonly endsAt: Date;
}

/** A finding of the same account and Region, with the stack that it belongs to now. */
export interface PlacedFinding {
  readonly finding: Pick<CatalogueFinding, "id" | "severity" | "certainty" | "extent">;
  readonly stackId: string | null;
}

/** What an exception to this finding would cover at most; null where nobody can tell how far it reaches. */
export const acceptableExtent = ({
  severity,
  certainty,
  extent,
}: PlacedFinding["finding"]): AcceptedExtent | null =>
  extent === null ? null : { severity, certainty, ...extent };

export const isInForce = ({ beganAt, endsAt }: FindingException, now: Date): boolean =>
  beganAt <= now && now < endsAt;

export const covers = (exception: FindingException, { finding, stackId }: PlacedFinding): boolean =>
  exception.findingId === finding.id &&
  exception.stackId === stackId &&
  exception.extent.certainty === finding.certainty &&
  SEVERITIES.indexOf(finding.severity) >= SEVERITIES.indexOf(exception.extent.severity) &&
  finding.extent !== null &&
  isWithinExtent(finding.extent, exception.extent);

/** The exception that covers a finding now: of several, the one that ends last. Null: it stands as it is. */
export const exceptionTo = <Exception extends FindingException>(
  placed: PlacedFinding,
  exceptions: readonly Exception[],
  now: Date,
): Exception | null =>
  exceptions
    .filter((each) => isInForce(each, now) && covers(each, placed))
    .reduce<Exception | null>(
      (last, each) => (last === null || each.endsAt > last.endsAt ? each : last),
      null,
    );
