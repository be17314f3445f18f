import { capturedRecords, type CapturedRecord } from './captured-records.js';

/** The captured story of a shop told of others: people, companies and orders of their own. */
export const retoldStory = (copy: number): CapturedRecord[] =>
  capturedRecords().map((record) => {
    const own = JSON.stringify(record)
      .replaceAll('_01M8', `_${copy.toString(36).padStart(4, '0')}`)
      .replace(/@([\w.-]+\.[a-z]+)/g, `@n${copy}.$1`)
      .replace(/"companyName":"([^"]+)"/g, `"companyName":"$1 ${copy}"`)
      .replace(/(\\"vat_id\\":\\"[^"\\]+)/g, `$1${copy}`);
    return JSON.parse(own) as CapturedRecord;
  });
