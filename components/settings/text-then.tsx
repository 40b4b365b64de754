import { CodeBlock } from "#components/ui/code-block.tsx";

interface Props {
  /** What it is, and which of its versions. */
  readonly label: string;
  readonly yaml: string;
}

/** A text that people keep as YAML, as it was at a moment of the past: to read. */
export const TextThen = ({ label, yaml }: Props) => (
  <div className="grid grid-cols-1 gap-3">
    <p className="text-sm font-[560]">{label}</p>
    <CodeBlock text={yaml} what={label} />
  </div>
);
