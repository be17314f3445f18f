import type { Logger } from '#libs/logging/logger.js';
import { withAdmin } from './kafka-admin.js';
import type { KafkaSettings } from './kafka-settings.js';

/** How many members each consumer group has; none when it was never there. */
export const membersOf = (
  settings: KafkaSettings,
  log: Logger,
  groupIds: readonly string[],
): Promise<ReadonlyMap<string, number>> =>
  withAdmin(settings, log, async (admin) => {
    const { groups } = await admin.describeGroups([...groupIds]);
    return new Map(groups.map(({ groupId, members }) => [groupId, members.length]));
  });
