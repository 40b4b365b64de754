import { Notice } from "#components/ui/notice.tsx";
import { TextLink } from "#components/ui/text-link.tsx";

interface Props {
  readonly safeMode: boolean;
  readonly logIsWritable: boolean;
}

/** On every page while nothing but the end of access is changed on EC2. */
export const NoChangesBanner = ({ safeMode, logIsWritable }: Props) =>
  safeMode || !logIsWritable ? (
    <div className="grid gap-2 border-b border-line px-4 py-2 md:px-7">
      {logIsWritable ? null : (
        <Notice tone="problem" title="The log cannot be written">
          Nothing can be asked for, answered or changed until it can: the database is full, read-only or away.
          Whoever runs Sallyport has to look at it.
        </Notice>
      )}
      {safeMode ? (
        <Notice tone="problem" title="Safe mode: nothing is changed on EC2">
          The database may not be the one it was. A cloud admin looks and confirms it in{" "}
          <TextLink href="/settings">Settings</TextLink>.
        </Notice>
      ) : null}
    </div>
  ) : null;
