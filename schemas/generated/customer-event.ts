// Generated from customer-event.avsc by `npm run generate`. Do not edit.
import type { AvroRecord } from '../avro-schema.js';
import type { CustomerSnapshot } from './customer-snapshot.js';

export type { CustomerSnapshot };

/** The state of one Medusa customer as the shop sent it. Key of the record: the customer id. */
export interface CustomerEvent {
  /** UUIDv5 of webhook id and entity version: the same state sent twice by one webhook has one id. Bare bodies: of event name and raw body. Also header ce_id. */
  readonly id: string;
  /** CloudEvents type: `medusa.customer.saved` or `medusa.customer.deleted`. A string, so that a new type breaks no reader. Also header ce_type. */
  readonly type: string;
  /** When the change happened in Medusa, ms since 1970 UTC: `occurred_at` of the envelope. Bare bodies carry no time: when the bridge received them. Also header ce_time. */
  readonly occurredAt: number;
  /** The signed header `webhook-id`, the same at each attempt of the sender. Null for bare bodies, which have none. */
  readonly webhookId: string | null;
  /** Medusa's event name that made the shop send this (`customer.created`). For the reader's eye: the content decides, never the name, because the shop reads the row when it sends. */
  readonly cause: string;
  /** The system that sent it: `source.system` of the envelope, `medusa` for bare bodies. Also header ce_source. */
  readonly source: string;
  /** True: `customer` says every field and null means empty (a deletion whose row is gone is whole: nothing more can be said). False: null means unknown, so it may create or fill blanks, never overwrite, never move a version. */
  readonly whole: boolean;
  /** `SAVED` or `DELETED`. A string, so that a new stage breaks no reader. */
  readonly stage: string;
  /** What a newer state has more of, ms since 1970 UTC: `updated_at`; deleted: the later of `deleted_at` and `updated_at`; row gone: `occurredAt`. Null for bare bodies, which have none. */
  readonly version: number | null;
  /** `customer.id` (cus_…); when the row is gone, `event.data.id`. */
  readonly customerId: string;
  /** The row. Null when it was gone when the shop read it. */
  readonly customer: CustomerSnapshot | null;
}

export const customerEventSchema: AvroRecord = {
  "type": "record",
  "name": "CustomerEvent",
  "namespace": "isthmus",
  "doc": "The state of one Medusa customer as the shop sent it. Key of the record: the customer id.",
  "fields": [
    {
      "name": "id",
      "type": "string",
      "doc": "UUIDv5 of webhook id and entity version: the same state sent twice by one webhook has one id. Bare bodies: of event name and raw body. Also header ce_id."
    },
    {
      "name": "type",
      "type": "string",
      "doc": "CloudEvents type: `medusa.customer.saved` or `medusa.customer.deleted`. A string, so that a new type breaks no reader. Also header ce_type."
    },
    {
      "name": "occurredAt",
      "type": {
        "type": "long",
        "logicalType": "timestamp-millis"
      },
      "doc": "When the change happened in Medusa, ms since 1970 UTC: `occurred_at` of the envelope. Bare bodies carry no time: when the bridge received them. Also header ce_time."
    },
    {
      "name": "webhookId",
      "type": [
        "null",
        "string"
      ],
      "default": null,
      "doc": "The signed header `webhook-id`, the same at each attempt of the sender. Null for bare bodies, which have none."
    },
    {
      "name": "cause",
      "type": "string",
      "doc": "Medusa's event name that made the shop send this (`customer.created`). For the reader's eye: the content decides, never the name, because the shop reads the row when it sends."
    },
    {
      "name": "source",
      "type": "string",
      "doc": "The system that sent it: `source.system` of the envelope, `medusa` for bare bodies. Also header ce_source."
    },
    {
      "name": "whole",
      "type": "boolean",
      "doc": "True: `customer` says every field and null means empty (a deletion whose row is gone is whole: nothing more can be said). False: null means unknown, so it may create or fill blanks, never overwrite, never move a version."
    },
    {
      "name": "stage",
      "type": "string",
      "doc": "`SAVED` or `DELETED`. A string, so that a new stage breaks no reader."
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
      "doc": "What a newer state has more of, ms since 1970 UTC: `updated_at`; deleted: the later of `deleted_at` and `updated_at`; row gone: `occurredAt`. Null for bare bodies, which have none."
    },
    {
      "name": "customerId",
      "type": "string",
      "doc": "`customer.id` (cus_…); when the row is gone, `event.data.id`."
    },
    {
      "name": "customer",
      "type": [
        "null",
        {
          "type": "record",
          "name": "CustomerSnapshot",
          "namespace": "isthmus",
          "doc": "A Medusa customer. In a whole CustomerEvent null means empty; anywhere else the snapshot is partial and null means unknown.",
          "fields": [
            {
              "name": "id",
              "type": "string",
              "doc": "`customer.id` (cus_…). A guest and the account of the same e-mail are two rows with two ids."
            },
            {
              "name": "email",
              "type": [
                "null",
                "string"
              ],
              "default": null,
              "doc": "`customer.email` as typed: Medusa keeps upper case. Not unique. Null only in a partial snapshot."
            },
            {
              "name": "firstName",
              "type": [
                "null",
                "string"
              ],
              "default": null,
              "doc": "`customer.first_name`, not trimmed by Medusa. Null when empty or not sent."
            },
            {
              "name": "lastName",
              "type": [
                "null",
                "string"
              ],
              "default": null,
              "doc": "`customer.last_name`, not trimmed by Medusa. Null when empty or not sent."
            },
            {
              "name": "companyName",
              "type": [
                "null",
                "string"
              ],
              "default": null,
              "doc": "`customer.company_name`. Null for a private person or when not sent."
            },
            {
              "name": "phone",
              "type": [
                "null",
                "string"
              ],
              "default": null,
              "doc": "`customer.phone`, free text. Null when empty or not sent."
            },
            {
              "name": "hasAccount",
              "type": [
                "null",
                "boolean"
              ],
              "default": null,
              "doc": "`customer.has_account`: false for a guest and for a customer that a merchant made. Null only in a partial snapshot."
            },
            {
              "name": "createdBy",
              "type": [
                "null",
                "string"
              ],
              "default": null,
              "doc": "`customer.created_by`: the merchant (user_…) who made the customer over the admin API. Null for those who came by themselves, or when not sent."
            },
            {
              "name": "metadata",
              "type": [
                "null",
                "string"
              ],
              "default": null,
              "doc": "`customer.metadata`: the JSON object as text, since its keys are the shop's own. Null when empty or not sent."
            },
            {
              "name": "createdAt",
              "type": [
                "null",
                {
                  "type": "long",
                  "logicalType": "timestamp-millis"
                }
              ],
              "default": null,
              "doc": "`customer.created_at`, ms since 1970 UTC. Null when not sent."
            },
            {
              "name": "updatedAt",
              "type": [
                "null",
                {
                  "type": "long",
                  "logicalType": "timestamp-millis"
                }
              ],
              "default": null,
              "doc": "`customer.updated_at`, ms since 1970 UTC. Null when not sent."
            },
            {
              "name": "deletedAt",
              "type": [
                "null",
                {
                  "type": "long",
                  "logicalType": "timestamp-millis"
                }
              ],
              "default": null,
              "doc": "`customer.deleted_at`, ms since 1970 UTC: set when Medusa keeps the deleted row. Null while it lives."
            },
            {
              "name": "addresses",
              "type": [
                "null",
                {
                  "type": "array",
                  "items": {
                    "type": "record",
                    "name": "CustomerAddress",
                    "namespace": "isthmus",
                    "doc": "An address of a Medusa customer's address book. Medusa demands none of its fields and takes any text for the country.",
                    "fields": [
                      {
                        "name": "id",
                        "type": "string",
                        "doc": "`customer_address.id` (cuaddr_…)."
                      },
                      {
                        "name": "customerId",
                        "type": [
                          "null",
                          "string"
                        ],
                        "default": null,
                        "doc": "`customer_address.customer_id` (cus_…). Null when not sent."
                      },
                      {
                        "name": "addressName",
                        "type": [
                          "null",
                          "string"
                        ],
                        "default": null,
                        "doc": "`address_name`, what the customer calls it (`Lager`). Null when empty or not sent."
                      },
                      {
                        "name": "company",
                        "type": [
                          "null",
                          "string"
                        ],
                        "default": null,
                        "doc": "`company` of the recipient. Null when empty or not sent."
                      },
                      {
                        "name": "firstName",
                        "type": [
                          "null",
                          "string"
                        ],
                        "default": null,
                        "doc": "`first_name` of the recipient, who may be another person than the customer. Null when empty or not sent."
                      },
                      {
                        "name": "lastName",
                        "type": [
                          "null",
                          "string"
                        ],
                        "default": null,
                        "doc": "`last_name` of the recipient. Null when empty or not sent."
                      },
                      {
                        "name": "address1",
                        "type": [
                          "null",
                          "string"
                        ],
                        "default": null,
                        "doc": "`address_1`, street and number. Null when empty or not sent."
                      },
                      {
                        "name": "address2",
                        "type": [
                          "null",
                          "string"
                        ],
                        "default": null,
                        "doc": "`address_2`. Null when empty or not sent."
                      },
                      {
                        "name": "city",
                        "type": [
                          "null",
                          "string"
                        ],
                        "default": null,
                        "doc": "`city`. Null when empty or not sent."
                      },
                      {
                        "name": "province",
                        "type": [
                          "null",
                          "string"
                        ],
                        "default": null,
                        "doc": "`province`: state or region. Null when empty or not sent."
                      },
                      {
                        "name": "postalCode",
                        "type": [
                          "null",
                          "string"
                        ],
                        "default": null,
                        "doc": "`postal_code`. Null when empty or not sent."
                      },
                      {
                        "name": "countryCode",
                        "type": [
                          "null",
                          "string"
                        ],
                        "default": null,
                        "doc": "`country_code`: meant as ISO 3166 alpha-2 in lower case, but `DE` and `Germany` happen. Null when empty or not sent."
                      },
                      {
                        "name": "phone",
                        "type": [
                          "null",
                          "string"
                        ],
                        "default": null,
                        "doc": "`phone`, free text. Null when empty or not sent."
                      },
                      {
                        "name": "isDefaultBilling",
                        "type": [
                          "null",
                          "boolean"
                        ],
                        "default": null,
                        "doc": "`is_default_billing`. Null when not sent."
                      },
                      {
                        "name": "isDefaultShipping",
                        "type": [
                          "null",
                          "boolean"
                        ],
                        "default": null,
                        "doc": "`is_default_shipping`. Null when not sent."
                      },
                      {
                        "name": "metadata",
                        "type": [
                          "null",
                          "string"
                        ],
                        "default": null,
                        "doc": "`customer_address.metadata`: the JSON object as text, since its keys are the shop's own. Null when empty or not sent."
                      },
                      {
                        "name": "createdAt",
                        "type": [
                          "null",
                          {
                            "type": "long",
                            "logicalType": "timestamp-millis"
                          }
                        ],
                        "default": null,
                        "doc": "`customer_address.created_at`, ms since 1970 UTC. Null when not sent."
                      },
                      {
                        "name": "updatedAt",
                        "type": [
                          "null",
                          {
                            "type": "long",
                            "logicalType": "timestamp-millis"
                          }
                        ],
                        "default": null,
                        "doc": "`customer_address.updated_at`, ms since 1970 UTC. Null when not sent."
                      },
                      {
                        "name": "deletedAt",
                        "type": [
                          "null",
                          {
                            "type": "long",
                            "logicalType": "timestamp-millis"
                          }
                        ],
                        "default": null,
                        "doc": "`customer_address.deleted_at`, ms since 1970 UTC: set when Medusa keeps the deleted row. Null while it lives."
                      }
                    ]
                  }
                }
              ],
              "default": null,
              "doc": "`customer.addresses`, the address book when the shop read the row. Null when the sender did not include it; an address change does not move `updatedAt`."
            }
          ]
        }
      ],
      "default": null,
      "doc": "The row. Null when it was gone when the shop read it."
    }
  ]
};
