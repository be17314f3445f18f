import type { FieldValue, Fields } from '#libs/erpnext/erpnext-client.js';
import { ErpNextForbidden } from '#libs/erpnext/errors.js';
import type { MasterList } from '#libs/erpnext/master-list.js';
import { cleanEmail, cleanText, cleanPhone, dataLength, type Warning } from './clean-text.js';
import type { CustomerWord } from './customer-word.js';

/** Fields that one word of Medusa means, per document of the party; null means blank. */
export interface PartyFields {
  readonly lead: Fields;
  readonly contact: ContactFields;
  readonly customer: Fields;
  readonly warnings: readonly Warning[];
}

export interface ContactFields {
  readonly first_name: string | null;
  readonly last_name: string | null;
  readonly company_name: string | null;
  readonly email: string | null;
  readonly mobile: string | null;
}

export interface PartyMapperOptions {
  readonly countries: MasterList;
  readonly languages: MasterList;
  /** ERPNext Territory by ISO 3166-1 alpha-2 country code in lower case. */
  readonly territories: ReadonlyMap<string, string>;
}

/** Says a customer's word in ERPNext's fields. The only place that knows which field becomes which. */
export class PartyMapper {
  constructor(private readonly options: PartyMapperOptions) {}

  async map(word: CustomerWord): Promise<PartyFields> {
    const first = cleanText(word.firstName);
    // ERPNext keeps both names in one field of the same length.
    const last = cleanText(word.lastName, Math.max(1, dataLength - 1 - (first.value?.length ?? 0)));
    const company = cleanText(word.companyName);
    const phone = cleanPhone(word.phone);
    const email = cleanEmail(word.email);
    const language = await this.languageOf(word.locale);
    const person = [first.value, last.value].filter((name) => name !== null).join(' ');
    const named = asNamed(first.value, last.value, email.value);
    const acceptsTerms = word.acceptsTerms ? 1 : 0;

    return {
      lead: {
        ...named,
        company_name: company.value,
        email_id: email.value,
        medusa_email: email.value,
        mobile_no: phone.value,
        medusa_accepts_terms: acceptsTerms,
        ...language,
        ...(await this.placeOf(word.countryCode)),
      },
      contact: { ...named, company_name: company.value, email: email.value, mobile: phone.value },
      customer: {
        ...(company.value !== null || person !== '' ? { customer_name: company.value ?? person } : {}),
        customer_type: company.value === null ? 'Individual' : 'Company',
        tax_id: cleanText(word.taxId).value,
        medusa_accepts_terms: acceptsTerms,
        ...language,
      },
      warnings: [...new Set([first, last, company, phone, email].flatMap(({ warnings }) => warnings))],
    };
  }

  private async placeOf(countryCode: string | undefined): Promise<Fields> {
    if (countryCode === undefined) return {};
    const country = await this.options.countries.find(countryCode);
    const territory = this.options.territories.get(countryCode.trim().toLowerCase());
    return {
      ...(country === undefined ? {} : { country }),
      ...(territory === undefined ? {} : { territory }),
    };
  }

  /** A shop says `de-DE`, ERPNext knows `de`. A user who may not read Languages does without. */
  private async languageOf(locale: string | null | undefined): Promise<Fields> {
    if (!locale) return {};
    try {
      const language =
        (await this.options.languages.find(locale)) ??
        (await this.options.languages.find(locale.split(/[-_]/)[0] ?? ''));
      return language === undefined ? {} : { language };
    } catch (error) {
      if (error instanceof ErpNextForbidden) return {};
      throw error;
    }
  }
}

/**
 * Without a first name ERPNext takes the words of the company for first, middle and last name, and nothing takes the
 * middle one back. The part of the e-mail before the @ is what it uses where there is no company.
 */
const asNamed = (first: string | null, last: string | null, email: string | null) => ({
  first_name: first ?? last ?? email?.split('@')[0] ?? null,
  last_name: first === null ? null : last,
});

/** The fields whose value is another than before. */
export const changedFields = (before: Fields, after: Fields): Record<string, FieldValue> =>
  Object.fromEntries(Object.entries(after).filter(([field, value]) => (before[field] ?? null) !== value));

/** The fields that say something where the document is blank. */
export const blankFields = (
  document: Readonly<Record<string, unknown>>,
  fields: Fields,
): Record<string, FieldValue> =>
  Object.fromEntries(
    Object.entries(fields).filter(
      ([field, value]) => isSaid(value) && !isSaid(document[field] as FieldValue),
    ),
  );

/** Without the fields that say nothing, for an insert. */
export const saidFields = (fields: Fields): Record<string, FieldValue> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => isSaid(value)));

const isSaid = (value: FieldValue | undefined) =>
  value !== null && value !== undefined && value !== '' && value !== 0;
