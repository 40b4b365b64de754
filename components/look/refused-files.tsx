import { ForeignText } from "#components/ui/foreign-text.tsx";
import { Notice } from "#components/ui/notice.tsx";

export interface ShownProblem {
  /** Foreign text; null when it is about all files. */
  readonly file: string | null;
  readonly place: string | null;
  readonly reason: string;
}

const SHOWN = 40;

/** Everything that is wrong with what was given, by file and place. Nothing of it was looked at. */
export const RefusedFiles = ({ problems }: { readonly problems: readonly ShownProblem[] }) => (
  <Notice
    tone="problem"
    live
    title={
      problems.length === 1
        ? "This could not be read, so nothing was looked at"
        : `${problems.length} things could not be read, so nothing was looked at`
    }
  >
    <ul className="mt-1.5 grid gap-1.5">
      {problems.slice(0, SHOWN).map(({ file, place, reason }) => (
        <li key={`${file ?? ""} ${place ?? ""} ${reason}`} className="wrap-anywhere">
          {file === null ? null : (
            <>
              <ForeignText text={file} limit={120} className="font-mono font-semibold" />
              {place === null ? ": " : ", "}
            </>
          )}
          {place === null ? null : (
            <>
              <ForeignText text={place} limit={160} className="font-mono" />
              {": "}
            </>
          )}
          <ForeignText text={reason} limit={400} />
        </li>
      ))}
      {problems.length > SHOWN ? <li>and {problems.length - SHOWN} more.</li> : null}
    </ul>
  </Notice>
);
