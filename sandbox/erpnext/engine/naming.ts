import { fold } from './collation.js';
import type { DocType } from './doctype.js';
import { textOf, type Document } from './document.js';
import { invalid, refused } from './errors.js';
import type { Rules, Saving } from './transaction.js';
import type { Transaction } from './transaction.js';

/** Gives a new document its name, by its DocType's rule. */
export function nameFor(
  document: Document,
  doctype: DocType,
  rules: Rules | undefined,
  saving: Saving,
): string {
  const own = rules?.autoname?.(document, saving);
  if (own !== undefined) return checkedName(own.trim(), doctype);

  const naming = doctype.naming ?? { by: 'hash' };
  switch (naming.by) {
    case 'series':
      return fromSeries(textOf(document, 'naming_series') || naming.series, saving.tx);
    case 'field':
      return checkedName(textOf(document, naming.field).trim(), doctype);
    case 'prompt':
      return checkedName(String(saving.sent['name'] ?? '').trim(), doctype);
    case 'hash':
      return saving.tx.site.rowName();
  }
}

function checkedName(name: string, doctype: DocType): string {
  if (!name) throw invalid(`${doctype.name} name is required`);
  if (name === doctype.name) throw refused('NameError', `Name of ${doctype.name} cannot be ${name}`, 409);
  if (/[<>]/.test(name))
    throw refused('NameError', "Name cannot contain special characters like '<', '>'", 409);
  return name;
}

/** An amendment is named after the document it replaces: X-1, then X-2. */
export function amendedName(document: Document, tx: Transaction): string | undefined {
  const from = textOf(document, 'amended_from');
  const original = from ? tx.get(document.doctype, from) : undefined;
  if (!original) return undefined;
  if (original['docstatus'] !== 2)
    throw invalid(
      `${from} cannot be amended because it is not cancelled. Please cancel the document before creating an amendment.`,
    );

  if (!textOf(original, 'amended_from')) return `${from}-1`;
  const [, base = from, count = '0'] = /^(.*)-(\d+)$/.exec(from) ?? [];
  return `${base}-${Number(count) + 1}`;
}

/** `CRM-LEAD-.YYYY.-` becomes CRM-LEAD-2026-00001; the counter belongs to the text before it. */
export function fromSeries(pattern: string, tx: Transaction): string {
  const parts = (pattern.includes('#') ? pattern : `${pattern}.#####`).split('.');
  let name = '';
  let counted = false;
  for (const part of parts) {
    if (!part.startsWith('#')) name += part === 'YYYY' ? tx.site.clock.today().slice(0, 4) : part;
    else if (!counted) {
      name += String(tx.nextInSeries(name)).padStart(part.length, '0');
      counted = true;
    }
  }
  return name;
}

/** Deleting the newest document of a series gives its number back. */
export function giveBack(name: string, tx: Transaction): void {
  const [, prefix = '', digits = ''] = /^(.*?)(\d+)$/.exec(name) ?? [];
  const current = tx.site.series.get(prefix);
  if (current !== undefined && current === Number(digits)) tx.setSeries(prefix, current - 1);
}

/** `name`, or `name-1`, `name-2`, … when it is taken. */
export function numbered(doctype: string, name: string, separator: string, tx: Transaction): string {
  if (!tx.exists(doctype, name)) return name;

  // Counted per name, so that the ten-thousandth namesake does not try all names before it.
  const counter = `${doctype}/${fold(name)}${separator}`;
  let count = tx.nextInSeries(counter);
  while (tx.exists(doctype, `${name}${separator}${count}`)) count = tx.nextInSeries(counter);
  return `${name}${separator}${count}`;
}
