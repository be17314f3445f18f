// Generated from lifecycle-event.avsc by `npm run generate`. Do not edit.
import type { AvroRecord } from '../avro-schema.js';
import type { ErpDocument } from './erp-document.js';
import type { MoneyComparison } from './money-comparison.js';

export type { ErpDocument, MoneyComparison };

/** An outcome: a fact that is true now in ERPNext about a thing of Medusa. Carries no name, e-mail, phone or address: subscribers that need them ask the owner. Key of the record: the Medusa customer id. */
export interface LifecycleEvent {
  /** UUIDv5 of type, Medusa id, document name and version: a fact told again by redelivery, replay or another event has the same id. Also header ce_id. */
  readonly id: string;
  /** `LeadSaved`, `LeadTakenOver`, `CustomerSaved`, `CustomerDeleted`, `QuotationSaved`, `CustomerConverted`, `SalesOrderCreated`, `NeedsAttention`, … A string, so that a new fact breaks no reader. Also header ce_type. */
  readonly type: string;
  /** `occurredAt` of the event that caused it, ms since 1970 UTC: not the clock, so that a repetition says the same. Also header ce_time. */
  readonly occurredAt: number;
  /** When Isthmus announced it, ms since 1970 UTC: differs between repetitions. */
  readonly recordedAt: number;
  /** The thing of Medusa that the fact is about (cus_…, cuaddr_…, order_…). Also header ce_subject. */
  readonly medusaId: string;
  /** The Medusa customer it belongs to (cus_…); the key of the record. */
  readonly medusaCustomerId: string;
  /** After a take-over: the id of the guest whose documents the account now has. Null otherwise. */
  readonly previousMedusaCustomerId: string | null;
  /** The document in ERPNext that stands for it now. Null when there is none (an address of a deleted guest). */
  readonly document: ErpDocument | null;
  /** Version in Medusa of the state that the document now has, ms since 1970 UTC. Null when no version applies (a link made by a person). */
  readonly version: number | null;
  /** Stage before this fact (`DRAFT`). Null when there was none, or the fact is not about a stage. */
  readonly stageBefore: string | null;
  /** Stage now (`APPROVED`). Null when the fact is not about a stage. */
  readonly stageAfter: string | null;
  /** The amounts on both sides. Null when the fact is not about money. */
  readonly money: MoneyComparison | null;
  /** Id of the event that made it so. Null for a fact that a person made with the CLI. */
  readonly causingEventId: string | null;
  /** Stable code that says why (`TOTALS_DIFFER`). Null when the type says it all. */
  readonly reasonCode: string | null;
  /** Codes of what was cleaned or left out on the way (`PHONE_LEFT_OUT`), empty when nothing was. */
  readonly warnings: readonly string[];
}

export const lifecycleEventSchema: AvroRecord = {
  "type": "record",
  "name": "LifecycleEvent",
  "namespace": "isthmus",
  "doc": "An outcome: a fact that is true now in ERPNext about a thing of Medusa. Carries no name, e-mail, phone or address: subscribers that need them ask the owner. Key of the record: the Medusa customer id.",
  "fields": [
    {
      "name": "id",
      "type": "string",
      "doc": "UUIDv5 of type, Medusa id, document name and version: a fact told again by redelivery, replay or another event has the same id. Also header ce_id."
    },
    {
      "name": "type",
      "type": "string",
      "doc": "`LeadSaved`, `LeadTakenOver`, `CustomerSaved`, `CustomerDeleted`, `QuotationSaved`, `CustomerConverted`, `SalesOrderCreated`, `NeedsAttention`, … A string, so that a new fact breaks no reader. Also header ce_type."
    },
    {
      "name": "occurredAt",
      "type": {
        "type": "long",
        "logicalType": "timestamp-millis"
      },
      "doc": "`occurredAt` of the event that caused it, ms since 1970 UTC: not the clock, so that a repetition says the same. Also header ce_time."
    },
    {
      "name": "recordedAt",
      "type": {
        "type": "long",
        "logicalType": "timestamp-millis"
      },
      "doc": "When Isthmus announced it, ms since 1970 UTC: differs between repetitions."
    },
    {
      "name": "medusaId",
      "type": "string",
      "doc": "The thing of Medusa that the fact is about (cus_…, cuaddr_…, order_…). Also header ce_subject."
    },
    {
      "name": "medusaCustomerId",
      "type": "string",
      "doc": "The Medusa customer it belongs to (cus_…); the key of the record."
    },
    {
      "name": "previousMedusaCustomerId",
      "type": [
        "null",
        "string"
      ],
      "default": null,
      "doc": "After a take-over: the id of the guest whose documents the account now has. Null otherwise."
    },
    {
      "name": "document",
      "type": [
        "null",
        {
          "type": "record",
          "name": "ErpDocument",
          "namespace": "isthmus",
          "doc": "A document in ERPNext.",
          "fields": [
            {
              "name": "doctype",
              "type": "string",
              "doc": "Its DocType: `Lead`, `Customer`, `Quotation`, …"
            },
            {
              "name": "name",
              "type": "string",
              "doc": "Its name, which is its id: `CRM-LEAD-2026-00001`."
            }
          ]
        }
      ],
      "default": null,
      "doc": "The document in ERPNext that stands for it now. Null when there is none (an address of a deleted guest)."
    },
    {
      "name": "version",
      "type": [
        "null",
        {
          "type": "long",
          "logicalType": "timestamp-millis"
        }
      ],
      "default": null,
      "doc": "Version in Medusa of the state that the document now has, ms since 1970 UTC. Null when no version applies (a link made by a person)."
    },
    {
      "name": "stageBefore",
      "type": [
        "null",
        "string"
      ],
      "default": null,
      "doc": "Stage before this fact (`DRAFT`). Null when there was none, or the fact is not about a stage."
    },
    {
      "name": "stageAfter",
      "type": [
        "null",
        "string"
      ],
      "default": null,
      "doc": "Stage now (`APPROVED`). Null when the fact is not about a stage."
    },
    {
      "name": "money",
      "type": [
        "null",
        {
          "type": "record",
          "name": "MoneyComparison",
          "namespace": "isthmus",
          "doc": "The same amounts as the shop and ERPNext have them: they may differ by rounding.",
          "fields": [
            {
              "name": "shop",
              "type": {
                "type": "record",
                "name": "MoneyAmounts",
                "namespace": "isthmus",
                "doc": "Amounts in major units of a currency.",
                "fields": [
                  {
                    "name": "currency",
                    "type": "string",
                    "doc": "ISO 4217 in upper case."
                  },
                  {
                    "name": "net",
                    "type": "double",
                    "doc": "Without tax, after discounts."
                  },
                  {
                    "name": "tax",
                    "type": "double",
                    "doc": "The tax."
                  },
                  {
                    "name": "total",
                    "type": "double",
                    "doc": "With tax."
                  }
                ]
              },
              "doc": "As Medusa computed them, unrounded."
            },
            {
              "name": "erp",
              "type": "isthmus.MoneyAmounts",
              "doc": "As they stand on the document in ERPNext."
            }
          ]
        }
      ],
      "default": null,
      "doc": "The amounts on both sides. Null when the fact is not about money."
    },
    {
      "name": "causingEventId",
      "type": [
        "null",
        "string"
      ],
      "default": null,
      "doc": "Id of the event that made it so. Null for a fact that a person made with the CLI."
    },
    {
      "name": "reasonCode",
      "type": [
        "null",
        "string"
      ],
      "default": null,
      "doc": "Stable code that says why (`TOTALS_DIFFER`). Null when the type says it all."
    },
    {
      "name": "warnings",
      "type": {
        "type": "array",
        "items": "string"
      },
      "default": [],
      "doc": "Codes of what was cleaned or left out on the way (`PHONE_LEFT_OUT`), empty when nothing was."
    }
  ]
};
