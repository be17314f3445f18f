// Generated from quotation-event.avsc by `npm run generate`. Do not edit.
import type { AvroRecord } from '../avro-schema.js';
import type { CustomerSnapshot } from './customer-snapshot.js';
import type { OrderPart } from './order-part.js';
import type { QuotePart } from './quote-part.js';

export type { CustomerSnapshot, OrderPart, QuotePart };

/** The state of one Medusa order (a draft order is the quotation it becomes an order from) and of its quote, each part with its own stage and version; a part that is null says nothing. Key of the record: the customer id, else (row gone) the order id. */
export interface QuotationEvent {
  /** UUIDv5 of webhook id and entity version: the same state sent twice by one webhook has one id. Bare bodies: of event name and raw body. Also header ce_id. */
  readonly id: string;
  /** CloudEvents type: `medusa.quotation.changed`. A string, so that a new type breaks no reader. Also header ce_type. */
  readonly type: string;
  /** When the change happened in Medusa, ms since 1970 UTC: `occurred_at` of the envelope. Bare bodies carry no time: when the bridge received them. Also header ce_time. */
  readonly occurredAt: number;
  /** The signed header `webhook-id`, the same at each attempt of the sender. Null for bare bodies, which have none. */
  readonly webhookId: string | null;
  /** Medusa's event name that made the shop send this (`customer.created`). For the reader's eye: the content decides, never the name, because the shop reads the row when it sends. */
  readonly cause: string;
  /** The system that sent it: `source.system` of the envelope, `medusa` for bare bodies. Also header ce_source. */
  readonly source: string;
  /** True: the parts that are here say every field and null means empty (a deletion whose row is gone is whole). False: null means unknown. Says nothing about `customer`, which is always partial here. */
  readonly whole: boolean;
  /** `order.id` (order_…), the identity of Quotation and Sales Order alike: a draft keeps it when it becomes an order. From `order`, else `quote.order_id` or `quote.draft_order_id`, else `event.data`. */
  readonly orderId: string;
  /** `order.customer_id`, else the quote's (cus_…). Null when the row is gone and the shop named only its id. */
  readonly customerId: string | null;
  /** What is known of the order. Null when a quote came without its order. */
  readonly order: OrderPart | null;
  /** What is known of the quote. Null when the body has none. */
  readonly quote: QuotePart | null;
  /** The buyer, partial: null fields are unknown. Null when the shop sent none. */
  readonly customer: CustomerSnapshot | null;
}

export const quotationEventSchema: AvroRecord = {
  "type": "record",
  "name": "QuotationEvent",
  "namespace": "isthmus",
  "doc": "The state of one Medusa order (a draft order is the quotation it becomes an order from) and of its quote, each part with its own stage and version; a part that is null says nothing. Key of the record: the customer id, else (row gone) the order id.",
  "fields": [
    {
      "name": "id",
      "type": "string",
      "doc": "UUIDv5 of webhook id and entity version: the same state sent twice by one webhook has one id. Bare bodies: of event name and raw body. Also header ce_id."
    },
    {
      "name": "type",
      "type": "string",
      "doc": "CloudEvents type: `medusa.quotation.changed`. A string, so that a new type breaks no reader. Also header ce_type."
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
      "doc": "True: the parts that are here say every field and null means empty (a deletion whose row is gone is whole). False: null means unknown. Says nothing about `customer`, which is always partial here."
    },
    {
      "name": "orderId",
      "type": "string",
      "doc": "`order.id` (order_…), the identity of Quotation and Sales Order alike: a draft keeps it when it becomes an order. From `order`, else `quote.order_id` or `quote.draft_order_id`, else `event.data`."
    },
    {
      "name": "customerId",
      "type": [
        "null",
        "string"
      ],
      "default": null,
      "doc": "`order.customer_id`, else the quote's (cus_…). Null when the row is gone and the shop named only its id."
    },
    {
      "name": "order",
      "type": [
        "null",
        {
          "type": "record",
          "name": "OrderPart",
          "namespace": "isthmus",
          "doc": "A Medusa order or draft order. All amounts in major units of the currency, unrounded as Medusa computes them. All fields but `stage` are null when the row is gone, and null when not sent.",
          "fields": [
            {
              "name": "stage",
              "type": "string",
              "doc": "`DRAFT`, `APPROVED`, `CANCELED` or `DELETED`. Row gone or `deleted_at`: DELETED; `canceled_at` or status canceled: CANCELED; not a draft: APPROVED; else DRAFT. A string, so that a new stage breaks no reader."
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
              "doc": "What a newer state has more of, ms since 1970 UTC: `order.updated_at`; deleted: the later of `deleted_at` and `updated_at`; row gone: `occurredAt`. Null for bare bodies, which have none."
            },
            {
              "name": "displayId",
              "type": [
                "null",
                "long"
              ],
              "default": null,
              "doc": "`order.display_id`, the number that people say. Has gaps."
            },
            {
              "name": "customDisplayId",
              "type": [
                "null",
                "string"
              ],
              "default": null,
              "doc": "`order.custom_display_id`, the shop's own number, shown instead of `displayId` when set."
            },
            {
              "name": "status",
              "type": [
                "null",
                "string"
              ],
              "default": null,
              "doc": "`order.status` as sent (`draft`, `pending`, `completed`, `archived`, `canceled`, `requires_action`)."
            },
            {
              "name": "isDraftOrder",
              "type": [
                "null",
                "boolean"
              ],
              "default": null,
              "doc": "`order.is_draft_order`."
            },
            {
              "name": "orderVersion",
              "type": [
                "null",
                "long"
              ],
              "default": null,
              "doc": "`order.version`: rises with each confirmed edit. Not the version that orders events."
            },
            {
              "name": "email",
              "type": [
                "null",
                "string"
              ],
              "default": null,
              "doc": "`order.email`: where the order's mail goes. Never the identity of the buyer, it may be changed per order."
            },
            {
              "name": "currencyCode",
              "type": [
                "null",
                "string"
              ],
              "default": null,
              "doc": "`order.currency_code`, ISO 4217 in lower case."
            },
            {
              "name": "regionId",
              "type": [
                "null",
                "string"
              ],
              "default": null,
              "doc": "`order.region_id` (reg_…)."
            },
            {
              "name": "regionName",
              "type": [
                "null",
                "string"
              ],
              "default": null,
              "doc": "`order.region.name`."
            },
            {
              "name": "salesChannelId",
              "type": [
                "null",
                "string"
              ],
              "default": null,
              "doc": "`order.sales_channel_id` (sc_…)."
            },
            {
              "name": "salesChannelName",
              "type": [
                "null",
                "string"
              ],
              "default": null,
              "doc": "`order.sales_channel.name`."
            },
            {
              "name": "locale",
              "type": [
                "null",
                "string"
              ],
              "default": null,
              "doc": "`order.locale`."
            },
            {
              "name": "metadata",
              "type": [
                "null",
                "string"
              ],
              "default": null,
              "doc": "`order.metadata`: the JSON object as text, since its keys are the shop's own. Null when empty or not sent."
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
              "doc": "`order.created_at`, ms since 1970 UTC. Null when not sent."
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
              "doc": "`order.updated_at`, ms since 1970 UTC. Null when not sent."
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
              "doc": "`order.deleted_at`, ms since 1970 UTC: set when Medusa keeps the deleted row. Null while it lives."
            },
            {
              "name": "canceledAt",
              "type": [
                "null",
                {
                  "type": "long",
                  "logicalType": "timestamp-millis"
                }
              ],
              "default": null,
              "doc": "`order.canceled_at`, ms since 1970 UTC. Null while not canceled."
            },
            {
              "name": "total",
              "type": [
                "null",
                "double"
              ],
              "default": null,
              "doc": "`order.total`: what the buyer pays, with tax, shipping and discounts."
            },
            {
              "name": "subtotal",
              "type": [
                "null",
                "double"
              ],
              "default": null,
              "doc": "`order.subtotal`: items and shipping without tax, before discounts."
            },
            {
              "name": "taxTotal",
              "type": [
                "null",
                "double"
              ],
              "default": null,
              "doc": "`order.tax_total`."
            },
            {
              "name": "discountTotal",
              "type": [
                "null",
                "double"
              ],
              "default": null,
              "doc": "`order.discount_total`: gross, tax included."
            },
            {
              "name": "discountSubtotal",
              "type": [
                "null",
                "double"
              ],
              "default": null,
              "doc": "`order.discount_subtotal`: net of tax."
            },
            {
              "name": "discountTaxTotal",
              "type": [
                "null",
                "double"
              ],
              "default": null,
              "doc": "`order.discount_tax_total`."
            },
            {
              "name": "shippingTotal",
              "type": [
                "null",
                "double"
              ],
              "default": null,
              "doc": "`order.shipping_total`, with tax."
            },
            {
              "name": "shippingSubtotal",
              "type": [
                "null",
                "double"
              ],
              "default": null,
              "doc": "`order.shipping_subtotal`, without tax, before discounts."
            },
            {
              "name": "itemTotal",
              "type": [
                "null",
                "double"
              ],
              "default": null,
              "doc": "`order.item_total`, with tax, after discounts."
            },
            {
              "name": "itemSubtotal",
              "type": [
                "null",
                "double"
              ],
              "default": null,
              "doc": "`order.item_subtotal`, without tax, before discounts."
            },
            {
              "name": "originalTotal",
              "type": [
                "null",
                "double"
              ],
              "default": null,
              "doc": "`order.original_total`, with tax, before discounts."
            },
            {
              "name": "creditLineTotal",
              "type": [
                "null",
                "double"
              ],
              "default": null,
              "doc": "`order.credit_line_total`, else `order.summary.credit_line_total`: credit already taken off the total."
            },
            {
              "name": "paidTotal",
              "type": [
                "null",
                "double"
              ],
              "default": null,
              "doc": "`order.summary.paid_total`: captured so far."
            },
            {
              "name": "billingAddress",
              "type": [
                "null",
                {
                  "type": "record",
                  "name": "OrderAddress",
                  "namespace": "isthmus",
                  "doc": "A billing or shipping address of an order: a copy without link to the customer's address book, so content is all the identity it has.",
                  "fields": [
                    {
                      "name": "id",
                      "type": [
                        "null",
                        "string"
                      ],
                      "default": null,
                      "doc": "`id` (ordaddr_…), a new one for each copy. Null when not sent."
                    },
                    {
                      "name": "company",
                      "type": [
                        "null",
                        "string"
                      ],
                      "default": null,
                      "doc": "`company` of the recipient. Null when empty."
                    },
                    {
                      "name": "firstName",
                      "type": [
                        "null",
                        "string"
                      ],
                      "default": null,
                      "doc": "`first_name` of the recipient. Null when empty."
                    },
                    {
                      "name": "lastName",
                      "type": [
                        "null",
                        "string"
                      ],
                      "default": null,
                      "doc": "`last_name` of the recipient. Null when empty."
                    },
                    {
                      "name": "address1",
                      "type": [
                        "null",
                        "string"
                      ],
                      "default": null,
                      "doc": "`address_1`, street and number. Null when empty."
                    },
                    {
                      "name": "address2",
                      "type": [
                        "null",
                        "string"
                      ],
                      "default": null,
                      "doc": "`address_2`. Null when empty."
                    },
                    {
                      "name": "city",
                      "type": [
                        "null",
                        "string"
                      ],
                      "default": null,
                      "doc": "`city`. Null when empty."
                    },
                    {
                      "name": "province",
                      "type": [
                        "null",
                        "string"
                      ],
                      "default": null,
                      "doc": "`province`: state or region. Null when empty."
                    },
                    {
                      "name": "postalCode",
                      "type": [
                        "null",
                        "string"
                      ],
                      "default": null,
                      "doc": "`postal_code`. Null when empty."
                    },
                    {
                      "name": "countryCode",
                      "type": [
                        "null",
                        "string"
                      ],
                      "default": null,
                      "doc": "`country_code`: ISO 3166 alpha-2 in lower case where the storefront is careful, otherwise free text. Null when empty."
                    },
                    {
                      "name": "phone",
                      "type": [
                        "null",
                        "string"
                      ],
                      "default": null,
                      "doc": "`phone`, free text. Null when empty."
                    },
                    {
                      "name": "metadata",
                      "type": [
                        "null",
                        "string"
                      ],
                      "default": null,
                      "doc": "`address.metadata`: the JSON object as text, since its keys are the shop's own. Null when empty or not sent."
                    }
                  ]
                }
              ],
              "default": null,
              "doc": "`order.billing_address`."
            },
            {
              "name": "shippingAddress",
              "type": [
                "null",
                "isthmus.OrderAddress"
              ],
              "default": null,
              "doc": "`order.shipping_address`."
            },
            {
              "name": "items",
              "type": [
                "null",
                {
                  "type": "array",
                  "items": {
                    "type": "record",
                    "name": "OrderLine",
                    "namespace": "isthmus",
                    "doc": "A line of an order. Amounts in major units of the currency, unrounded; null when not sent.",
                    "fields": [
                      {
                        "name": "id",
                        "type": "string",
                        "doc": "`item.id` (ordli_…): kept by order edits."
                      },
                      {
                        "name": "title",
                        "type": [
                          "null",
                          "string"
                        ],
                        "default": null,
                        "doc": "`item.title`."
                      },
                      {
                        "name": "subtitle",
                        "type": [
                          "null",
                          "string"
                        ],
                        "default": null,
                        "doc": "`item.subtitle`, usually the variant. Null when empty."
                      },
                      {
                        "name": "productId",
                        "type": [
                          "null",
                          "string"
                        ],
                        "default": null,
                        "doc": "`item.product_id`. Null for a custom line."
                      },
                      {
                        "name": "productTitle",
                        "type": [
                          "null",
                          "string"
                        ],
                        "default": null,
                        "doc": "`item.product_title`. Null for a custom line."
                      },
                      {
                        "name": "variantId",
                        "type": [
                          "null",
                          "string"
                        ],
                        "default": null,
                        "doc": "`item.variant_id`. Null for a custom line."
                      },
                      {
                        "name": "variantSku",
                        "type": [
                          "null",
                          "string"
                        ],
                        "default": null,
                        "doc": "`item.variant_sku`, the item code in ERPNext. Null for a custom line or a variant without SKU."
                      },
                      {
                        "name": "variantTitle",
                        "type": [
                          "null",
                          "string"
                        ],
                        "default": null,
                        "doc": "`item.variant_title`. Null for a custom line."
                      },
                      {
                        "name": "quantity",
                        "type": "double",
                        "doc": "`item.quantity`, may be a fraction."
                      },
                      {
                        "name": "unitPrice",
                        "type": [
                          "null",
                          "double"
                        ],
                        "default": null,
                        "doc": "`item.unit_price`: gross or net as `isTaxInclusive` says."
                      },
                      {
                        "name": "isTaxInclusive",
                        "type": [
                          "null",
                          "boolean"
                        ],
                        "default": null,
                        "doc": "`item.is_tax_inclusive`: whether `unitPrice` contains the tax."
                      },
                      {
                        "name": "isCustomPrice",
                        "type": [
                          "null",
                          "boolean"
                        ],
                        "default": null,
                        "doc": "`item.is_custom_price`: agreed by a merchant, not from the price list."
                      },
                      {
                        "name": "subtotal",
                        "type": [
                          "null",
                          "double"
                        ],
                        "default": null,
                        "doc": "`item.subtotal`: net of tax, before discounts, also where prices include tax."
                      },
                      {
                        "name": "discountTotal",
                        "type": [
                          "null",
                          "double"
                        ],
                        "default": null,
                        "doc": "`item.discount_total`: gross, tax included."
                      },
                      {
                        "name": "discountSubtotal",
                        "type": [
                          "null",
                          "double"
                        ],
                        "default": null,
                        "doc": "`item.discount_subtotal`: net of tax."
                      },
                      {
                        "name": "taxTotal",
                        "type": [
                          "null",
                          "double"
                        ],
                        "default": null,
                        "doc": "`item.tax_total`: unrounded."
                      },
                      {
                        "name": "total",
                        "type": [
                          "null",
                          "double"
                        ],
                        "default": null,
                        "doc": "`item.total`: with tax, after discounts."
                      },
                      {
                        "name": "metadata",
                        "type": [
                          "null",
                          "string"
                        ],
                        "default": null,
                        "doc": "`item.metadata`: the JSON object as text, since its keys are the shop's own. Null when empty or not sent."
                      },
                      {
                        "name": "taxLines",
                        "type": [
                          "null",
                          {
                            "type": "array",
                            "items": {
                              "type": "record",
                              "name": "TaxLine",
                              "namespace": "isthmus",
                              "doc": "One tax on an order line or a shipping method.",
                              "fields": [
                                {
                                  "name": "rate",
                                  "type": "double",
                                  "doc": "`tax_line.rate`, per cent."
                                },
                                {
                                  "name": "code",
                                  "type": [
                                    "null",
                                    "string"
                                  ],
                                  "default": null,
                                  "doc": "`tax_line.code` of the tax rate (`vat-de`). Null when it has none."
                                },
                                {
                                  "name": "description",
                                  "type": [
                                    "null",
                                    "string"
                                  ],
                                  "default": null,
                                  "doc": "`tax_line.description`. Null when not sent."
                                },
                                {
                                  "name": "total",
                                  "type": [
                                    "null",
                                    "double"
                                  ],
                                  "default": null,
                                  "doc": "`tax_line.total`: the tax, major units of the currency. Null when not sent."
                                }
                              ]
                            }
                          }
                        ],
                        "default": null,
                        "doc": "`item.tax_lines`, empty when untaxed. Null when not sent."
                      },
                      {
                        "name": "adjustments",
                        "type": [
                          "null",
                          {
                            "type": "array",
                            "items": {
                              "type": "record",
                              "name": "LineAdjustment",
                              "namespace": "isthmus",
                              "doc": "What a promotion takes off an order line or a shipping method.",
                              "fields": [
                                {
                                  "name": "amount",
                                  "type": "double",
                                  "doc": "`adjustment.amount`, major units of the currency: gross or net as `isTaxInclusive` says."
                                },
                                {
                                  "name": "isTaxInclusive",
                                  "type": [
                                    "null",
                                    "boolean"
                                  ],
                                  "default": null,
                                  "doc": "`adjustment.is_tax_inclusive`. Null when not sent."
                                },
                                {
                                  "name": "code",
                                  "type": [
                                    "null",
                                    "string"
                                  ],
                                  "default": null,
                                  "doc": "`adjustment.code` of the promotion. Null when it has none."
                                },
                                {
                                  "name": "promotionId",
                                  "type": [
                                    "null",
                                    "string"
                                  ],
                                  "default": null,
                                  "doc": "`adjustment.promotion_id` (promo_…). Null when not sent."
                                },
                                {
                                  "name": "description",
                                  "type": [
                                    "null",
                                    "string"
                                  ],
                                  "default": null,
                                  "doc": "`adjustment.description`. Null when not sent."
                                }
                              ]
                            }
                          }
                        ],
                        "default": null,
                        "doc": "`item.adjustments`: which promotion took what off. Null when not sent."
                      }
                    ]
                  }
                }
              ],
              "default": null,
              "doc": "`order.items`, in no stable order. Null when the sender did not include them, empty when there are none."
            },
            {
              "name": "shippingMethods",
              "type": [
                "null",
                {
                  "type": "array",
                  "items": {
                    "type": "record",
                    "name": "ShippingMethod",
                    "namespace": "isthmus",
                    "doc": "A way of shipping that an order pays for. Amounts in major units of the currency, unrounded; null when not sent.",
                    "fields": [
                      {
                        "name": "id",
                        "type": "string",
                        "doc": "`shipping_method.id` (ordsm_…)."
                      },
                      {
                        "name": "name",
                        "type": [
                          "null",
                          "string"
                        ],
                        "default": null,
                        "doc": "`shipping_method.name`."
                      },
                      {
                        "name": "amount",
                        "type": [
                          "null",
                          "double"
                        ],
                        "default": null,
                        "doc": "`shipping_method.amount`: the price, gross or net as `isTaxInclusive` says."
                      },
                      {
                        "name": "isTaxInclusive",
                        "type": [
                          "null",
                          "boolean"
                        ],
                        "default": null,
                        "doc": "`shipping_method.is_tax_inclusive`: whether `amount` contains the tax."
                      },
                      {
                        "name": "subtotal",
                        "type": [
                          "null",
                          "double"
                        ],
                        "default": null,
                        "doc": "`shipping_method.subtotal`: net of tax, before discounts, also where prices include tax."
                      },
                      {
                        "name": "discountTotal",
                        "type": [
                          "null",
                          "double"
                        ],
                        "default": null,
                        "doc": "`shipping_method.discount_total`: gross, tax included."
                      },
                      {
                        "name": "discountSubtotal",
                        "type": [
                          "null",
                          "double"
                        ],
                        "default": null,
                        "doc": "`shipping_method.discount_subtotal`: net of tax."
                      },
                      {
                        "name": "taxTotal",
                        "type": [
                          "null",
                          "double"
                        ],
                        "default": null,
                        "doc": "`shipping_method.tax_total`: unrounded."
                      },
                      {
                        "name": "total",
                        "type": [
                          "null",
                          "double"
                        ],
                        "default": null,
                        "doc": "`shipping_method.total`: with tax, after discounts."
                      },
                      {
                        "name": "shippingOptionId",
                        "type": [
                          "null",
                          "string"
                        ],
                        "default": null,
                        "doc": "`shipping_method.shipping_option_id` (so_…)."
                      },
                      {
                        "name": "taxLines",
                        "type": [
                          "null",
                          {
                            "type": "array",
                            "items": "isthmus.TaxLine"
                          }
                        ],
                        "default": null,
                        "doc": "`shipping_method.tax_lines`, empty when untaxed. Null when not sent."
                      },
                      {
                        "name": "adjustments",
                        "type": [
                          "null",
                          {
                            "type": "array",
                            "items": "isthmus.LineAdjustment"
                          }
                        ],
                        "default": null,
                        "doc": "`shipping_method.adjustments`. Null when not sent."
                      }
                    ]
                  }
                }
              ],
              "default": null,
              "doc": "`order.shipping_methods`. Null when the sender did not include them, empty when nothing is shipped."
            },
            {
              "name": "promotionCodes",
              "type": [
                "null",
                {
                  "type": "array",
                  "items": "string"
                }
              ],
              "default": null,
              "doc": "`order.promotions[].code`. Null when the sender did not include them."
            }
          ]
        }
      ],
      "default": null,
      "doc": "What is known of the order. Null when a quote came without its order."
    },
    {
      "name": "quote",
      "type": [
        "null",
        {
          "type": "record",
          "name": "QuotePart",
          "namespace": "isthmus",
          "doc": "A quote over a draft order, of a shop's quote module or of Medusa's B2B starter.",
          "fields": [
            {
              "name": "id",
              "type": "string",
              "doc": "`quote.id` (quo_…)."
            },
            {
              "name": "stage",
              "type": "string",
              "doc": "`REQUESTED`, `OFFERED`, `APPROVED` or `REJECTED`, by `status`. A string, so that a new stage breaks no reader."
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
              "doc": "What a newer state has more of, ms since 1970 UTC: `quote.updated_at`. Null for bare bodies, which have none."
            },
            {
              "name": "status",
              "type": [
                "null",
                "string"
              ],
              "default": null,
              "doc": "`quote.status` as sent: `requested`, `offered`, `accepted`, `rejected_by_customer`, `rejected_by_merchant`, or in the B2B starter `pending_merchant`, `pending_customer`, `accepted`, `customer_rejected`, `merchant_rejected`."
            },
            {
              "name": "rejectedBy",
              "type": [
                "null",
                "string"
              ],
              "default": null,
              "doc": "`customer` or `merchant`, by `status`. Null when not rejected, or the status does not say by whom."
            },
            {
              "name": "customerId",
              "type": [
                "null",
                "string"
              ],
              "default": null,
              "doc": "`quote.customer_id` (cus_…)."
            },
            {
              "name": "validUntil",
              "type": [
                "null",
                {
                  "type": "long",
                  "logicalType": "timestamp-millis"
                }
              ],
              "default": null,
              "doc": "`quote.valid_until`, ms since 1970 UTC. Null when the offer has no end."
            },
            {
              "name": "decidedBy",
              "type": [
                "null",
                "string"
              ],
              "default": null,
              "doc": "`quote.decided_by`: who accepted or rejected (cus_… or user_…). Null while undecided, or not sent."
            },
            {
              "name": "note",
              "type": [
                "null",
                "string"
              ],
              "default": null,
              "doc": "`quote.note`, free text. Null when empty."
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
              "doc": "`quote.created_at`, ms since 1970 UTC. Null when not sent."
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
              "doc": "`quote.updated_at`, ms since 1970 UTC. Null when not sent."
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
              "doc": "`quote.deleted_at`, ms since 1970 UTC: set when Medusa keeps the deleted row. Null while it lives."
            }
          ]
        }
      ],
      "default": null,
      "doc": "What is known of the quote. Null when the body has none."
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
      "doc": "The buyer, partial: null fields are unknown. Null when the shop sent none."
    }
  ]
};
