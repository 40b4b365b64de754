/** An answer that is an error: EC2's code, its text and the HTTP status. Thrown by whatever finds it first. */
export class Refusal extends Error {
  readonly code: string;
  readonly status: number;

  constructor(code: string, message: string, status = 400) {
    super(message);
    this.name = "Refusal";
    this.code = code;
    this.status = status;
  }
}

export const invalidValue = (message: string): Refusal => new Refusal("InvalidParameterValue", message);

export const missingParameter = (message: string): Refusal => new Refusal("MissingParameter", message);

export const invalidAction = (action: string): Refusal =>
  new Refusal("InvalidAction", `The action ${action} is not valid for this web service.`);
