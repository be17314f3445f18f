export type Level = 'wrong' | 'warning' | 'fine';

/** What the doctor has to say about one thing. */
export interface Finding {
  readonly level: Level;
  readonly what: string;
  /** The command or the click that mends it; of what is fine, nothing. */
  readonly mend?: string;
}

export const wrong = (what: string, mend: string): Finding => ({ level: 'wrong', what, mend });
export const warning = (what: string, mend: string): Finding => ({ level: 'warning', what, mend });
export const fine = (what: string): Finding => ({ level: 'fine', what });

/** One thing that is looked at. It reads only, and may throw: then that is what is found. */
export interface Check {
  readonly name: string;
  /** Whom it asks: one who does not answer is not asked for anything else. */
  readonly asks?: 'Kafka' | 'ERPNext';
  run(): Promise<readonly Finding[]>;
}
