import { Button } from "#components/ui/button.tsx";
import { TextField } from "#components/ui/text-field.tsx";

/** Asks for the proof that the log begins with a checkpoint that somebody kept; the answer is a file. */
export const ConsistencyForm = ({ signed }: { readonly signed: number }) => (
  <form
    action="/audit/consistency"
    className="grid grid-cols-[minmax(0,1fr)_auto] items-end gap-3 sm:flex print:hidden"
  >
    <TextField
      label="Entries in the checkpoint you kept"
      name="since"
      type="number"
      min={0}
      max={signed}
      required
      mono
      className="w-full"
    />
    <Button type="submit" variant="plain">
      Download the proof
    </Button>
  </form>
);
