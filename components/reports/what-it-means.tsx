/** What the numbers of a report mean, and what they do not. */
export const WhatItMeans = ({ keptSince }: { readonly keptSince: string | null }) => (
  <div className="grid max-w-prose gap-2 text-sm text-muted">
    <p>
      <strong className="font-semibold text-ink">Each column is one moment</strong>, and shows what the last
      look before it told, judged by the model and the exceptions of then. A stack is in line when nothing
      certain and nothing unknown speaks against it; findings are those of the catalogue, by severity.
    </p>
    <p>
      <strong className="font-semibold text-ink">Unknown and accepted are bands of their own</strong>, and
      neither is good: unknown could not be read well enough to judge; accepted is still there, and somebody
      answers for it until a time. What belongs to no stack counts among the findings and among no stacks.
    </p>
    <p>
      <strong className="font-semibold text-ink">Where nobody had looked, nothing is drawn.</strong>{" "}
      {keptSince === null
        ? "Nothing was kept yet: the first look writes the first column."
        : `This is kept since ${keptSince.slice(0, 16).replace("T", " ")} UTC; of what was before, nothing is filled in.`}{" "}
      A look speaks for three times as long as looks are apart, and for a quarter of an hour at least.
    </p>
  </div>
);
