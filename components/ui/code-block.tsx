import clsx from "clsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { foreignString } from "#components/ui/foreign-characters.ts";

interface Props {
  readonly text: string;
  readonly what: string;
  /** 1-based lines to mark: where an error is. */
  readonly marked?: readonly number[];
  /** Long lines go on below, instead of out of sight: for what has no line ends of its own. */
  readonly wrapped?: boolean;
}

/** Text in monospace, line by line, with hidden characters made visible and one click to copy it all. */
export const CodeBlock = ({ text, what, marked = [], wrapped = false }: Props) => (
  <div className="relative rounded-lg border border-line bg-sunk">
    <div className="absolute top-1.5 right-1.5 rounded-md bg-sunk">
      <CopyButton text={text} what={what} />
    </div>
    <section
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
      aria-label={what}
      className={clsx(
        "overflow-x-auto py-2.5 text-sm leading-6",
        wrapped ? "break-all whitespace-pre-wrap" : "whitespace-pre",
      )}
    >
      {text.split("\n").map((line, index) => (
        <code
          // biome-ignore lint/suspicious/noArrayIndexKey: a line is its place
          key={index}
          className={
            marked.includes(index + 1)
              ? "block border-l-3 border-extra bg-extra-soft pr-10 pl-3"
              : "block border-l-3 border-transparent pr-10 pl-3"
          }
        >
          {line === "" ? " " : foreignString(line)}
        </code>
      ))}
    </section>
  </div>
);
