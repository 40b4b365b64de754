import { ForeignText } from "#components/ui/foreign-text.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";

interface Props {
  readonly messages: {
    readonly way: "mail" | "webhook";
    readonly count: number;
    readonly since: string;
    readonly problem: string | null;
  };
}

const WAYS = {
  mail: { by: "by e-mail", untried: "SMTP_URL may name no mail server, or no worker has the notify role" },
  webhook: { by: "to the webhook", untried: "no worker with the notify role has tried" },
} as const;

/** That messages do not reach people, since when, and why. */
export const UndeliveredNotice = ({ messages: { way, count, since, problem } }: Props) => (
  <Notice tone="problem" title={`Messages do not get out ${WAYS[way].by}`}>
    <p>
      {count === 1 ? "1 message waits" : `${count} messages wait`} to be delivered since{" "}
      <RelativeTime at={since} />, because{" "}
      {problem === null ? WAYS[way].untried : <ForeignText text={problem} limit={300} />}. Each is tried again
      at least once an hour for 14 days.
    </p>
  </Notice>
);
