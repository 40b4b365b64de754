/**
 * A reason not to start, told to the operator in one sentence and an exit code that is not 0.
 * Thrown rather than returned: it ends the process from any depth, and only the entry points catch it.
 */
export class StartupRefusal extends Error {
  override readonly name = "StartupRefusal";
}
