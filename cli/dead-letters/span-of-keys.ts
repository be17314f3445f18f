import type { KafkaRecord } from '#libs/messaging/message.js';
import type { Coordinates } from '#libs/messaging/read-dead-letter.js';
import type { Place } from '#libs/messaging/topic-reader.js';

/** The keys that matter, each from an offset of its own on: as little of the topics as has to be read for them. */
export class SpanOfKeys {
  private readonly firsts = new Map<string, Map<number, Map<string, bigint>>>();

  constructor(letters: Iterable<{ readonly origin: Coordinates; readonly key: string | null }>) {
    for (const { origin, key } of letters) {
      const partitions = this.firsts.get(origin.topic) ?? new Map<number, Map<string, bigint>>();
      const keys = partitions.get(origin.partition) ?? new Map<string, bigint>();
      keys.set(key ?? '', earlier(origin.offset, keys.get(key ?? '') ?? origin.offset));
      this.firsts.set(origin.topic, partitions.set(origin.partition, keys));
    }
  }

  holds({ topic, partition, offset, key }: KafkaRecord): boolean {
    const first = this.firsts
      .get(topic)
      ?.get(partition)
      ?.get(key?.toString() ?? '');
    return first !== undefined && offset >= first;
  }

  /** Where reading starts; what lies before `beginning` is gone. */
  from(beginning: Place): Place {
    return this.places((topic, partition, keys) => {
      const first = [...keys.values()].reduce(earlier);
      const oldest = beginning.get(topic)?.get(partition) ?? 0n;
      return first > oldest ? first : oldest;
    });
  }

  to(end: Place): Place {
    return this.places((topic, partition) => end.get(topic)?.get(partition) ?? 0n);
  }

  private places(of: (topic: string, partition: number, keys: Map<string, bigint>) => bigint): Place {
    return new Map(
      [...this.firsts].map(([topic, partitions]) => [
        topic,
        new Map([...partitions].map(([partition, keys]) => [partition, of(topic, partition, keys)])),
      ]),
    );
  }
}

const earlier = (a: bigint, b: bigint) => (a < b ? a : b);
