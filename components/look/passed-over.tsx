import { ForeignText } from "#components/ui/foreign-text.tsx";

interface Props {
  readonly files: readonly { readonly file: string; readonly reason: string }[];
}

const SHOWN = 200;

/** What was given and not used, on request. */
export const PassedOver = ({ files }: Props) =>
  files.length === 0 ? null : (
    <details className="text-sm">
      <summary className="cursor-pointer rounded-sm text-muted hover:text-ink">
        {files.length === 1
          ? "One file has a remark or was not used"
          : `${files.length} files have a remark or were not used`}
      </summary>
      <ul className="mt-1.5 grid gap-1">
        {files.slice(0, SHOWN).map(({ file, reason }) => (
          <li key={`${file} ${reason}`} className="wrap-anywhere">
            <ForeignText text={file} limit={120} className="font-mono" />{" "}
            <ForeignText text={reason} limit={240} className="text-muted" />
          </li>
        ))}
        {files.length > SHOWN ? <li>and {files.length - SHOWN} more</li> : null}
      </ul>
    </details>
  );
