import { withAdmin } from '#libs/messaging/kafka-admin.js';
import { groupsOf } from '../../dead-letters/groups.js';
import { readLedger } from '../../dead-letters/read-ledger.js';
import { deadLetterTopicsOf } from '../../event-topics.js';
import type { TopicsConnection } from '../../operator-connections.js';
import { counted } from '../../terminal/time.js';
import { fine, warning, type Check } from '../finding.js';

/** Records that were parked and that nobody has settled. */
export const deadLettersCheck = (connection: TopicsConnection): Check => ({
  name: 'Dead letters',
  async run() {
    const { kafka, log, topics } = connection;
    const existing = new Set(await withAdmin(kafka, log, (admin) => admin.listTopics()));
    // A topic that is missing was told of already.
    const names = deadLetterTopicsOf(topics).filter((topic) => existing.has(topic));
    const ledger = await readLedger(connection, { say: () => undefined }, names);
    const groups = groupsOf(ledger.open());
    if (groups.length === 0) return [fine('no record is parked')];
    return groups.map(({ topic, cause, count, customers, meaning, mend }) =>
      warning(
        `${counted(count, 'record')} of ${counted(customers, 'customer')} parked in ${topic} as ${cause}: ${meaning}`,
        `${mend} Then: npx isthmus dead-letters redrive --cause ${cause} --apply`,
      ),
    );
  },
});
