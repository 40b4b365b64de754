import { TextField } from "#components/ui/text-field.tsx";

/** Why somebody asks for another policy, and what happens then. */
export const PolicyReason = () => (
  <TextField
    name="reason"
    label="Why"
    hint="Who says yes is not for one to say: another cloud admin approves it, and then it holds."
    required
    maxLength={1000}
  />
);
