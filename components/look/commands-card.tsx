import { ALL_IN_POWERSHELL, ALL_IN_SHELL, LOOK_COMMANDS } from "#components/look/look-commands.ts";
import { Card } from "#components/ui/card.tsx";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";

const More = ({ title, children }: { readonly title: string; readonly children: React.ReactNode }) => (
  <details>
    <summary className="cursor-pointer rounded-sm font-[560]">{title}</summary>
    <div className="mt-2">{children}</div>
  </details>
);

/** How to get the files, whoever has the credentials. */
export const CommandsCard = () => (
  <Card title="How to get the files" note="each command only reads, and asks one Region">
    <div className="grid grid-cols-1 gap-3.5">
      <p className="max-w-prose text-muted">
        In a terminal that is signed in to AWS, or in CloudShell. It leaves a zip to drop here.
      </p>
      <CodeBlock text={ALL_IN_SHELL} what="the commands for all files" />
      <More title="In PowerShell">
        <CodeBlock text={ALL_IN_POWERSHELL} what="the PowerShell commands for all files" />
      </More>
      <More title="One by one, and what is unknown without each">
        <ul className="grid grid-cols-1 gap-2.5">
          {LOOK_COMMANDS.map(({ command, without }) => (
            <li key={command} className="grid gap-0.5">
              <span className="flex items-start gap-1">
                <code className="font-mono text-sm wrap-anywhere">{command}</code>
                <CopyButton text={command} what="the command" />
              </span>
              <span className="text-sm text-muted">
                {without === null ? "Needed: the groups and their rules." : `Without it: ${without}.`}
              </span>
            </li>
          ))}
        </ul>
      </More>
    </div>
  </Card>
);
