import { buttonClass } from "#components/ui/button-class.ts";

interface Download {
  readonly label: string;
  readonly href: string;
}

/** Files to keep: plain links, so that nothing is fetched before somebody wants it. */
export const DownloadLinks = ({
  label,
  files,
}: {
  readonly label: string;
  readonly files: readonly Download[];
}) => (
  <ul aria-label={label} className="flex flex-wrap gap-2 print:hidden">
    {files.map((file) => (
      <li key={file.label}>
        <a href={file.href} download className={buttonClass("plain", "small")}>
          {file.label}
        </a>
      </li>
    ))}
  </ul>
);
