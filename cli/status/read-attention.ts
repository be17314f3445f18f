import { codeOf } from '#libs/errors/integration-error.js';
import { avroDecoder } from '#libs/messaging/avro-codec.js';
import { readMerged } from '#libs/messaging/merged-reader.js';
import { TopicReader } from '#libs/messaging/topic-reader.js';
import { lifecycleEventSchema, type LifecycleEvent } from '#schemas/generated/lifecycle-event.js';
import type { TopicsConnection } from '../operator-connections.js';
import { progress } from '../terminal/progress.js';
import type { Terminal } from '../terminal/terminal.js';
import { Attention, type Standing } from './attention.js';

export const readAttention = async (
  { kafka, registry, topics, log }: TopicsConnection,
  sinceMs: number,
  terminal: Pick<Terminal, 'say'>,
): Promise<Standing[]> => {
  const reader = new TopicReader(kafka, log);
  const decoder = avroDecoder<LifecycleEvent>(registry, lifecycleEventSchema);
  const attention = new Attention();
  const span = {
    from: await reader.since([topics.lifecycle], sinceMs),
    to: await reader.end([topics.lifecycle]),
  };
  const tell = progress({ things: 'outcomes read', terminal });
  let read = 0;
  for await (const { value } of readMerged(kafka, log, span)) {
    tell((read += 1));
    try {
      attention.note(await decoder.decode(value));
    } catch (error) {
      // Somebody else's record in the topic is no reason to say nothing.
      if (codeOf(error) !== 'UNDECODABLE' && codeOf(error) !== 'SCHEMA_UNKNOWN') throw error;
    }
  }
  return attention.standing();
};
