/** Why a command does not do what it was asked for, said to the person: no stack is shown. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
}
