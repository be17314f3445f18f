/** The environment is not one that a part can start with; the message has a line for every problem. */
export class InvalidConfig extends Error {
  constructor(readonly problems: readonly string[]) {
    super(
      `Configuration: ${problems.length === 1 ? 'a problem' : `${problems.length} problems`}\n${list(problems)}`,
    );
    this.name = 'InvalidConfig';
  }
}

const list = (problems: readonly string[]) => problems.map((problem) => `  - ${problem}`).join('\n');
