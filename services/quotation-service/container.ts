import { ContainerModule } from 'inversify';
import { addressModule } from '#libs/address/container.js';
import { OrderAddresses } from '#libs/address/order-addresses.js';
import { ErpNextClient } from '#libs/erpnext/erpnext-client.js';
import { customerGroup, leadSource, lostReasons, salesPerson } from '#libs/erpnext/masters.js';
import { conversionModule, partyModule } from '#libs/party/container.js';
import { ConvertParty } from '#libs/party/convert-party.js';
import { EnsureParty } from '#libs/party/ensure-party.js';
import {
  Handler,
  replayableOf,
  serviceOf,
  SiteProblems,
  type ConsumingNeeds,
  type Replayable,
} from '#libs/service/container.js';
import { DeliveryMetrics } from '#libs/service/delivery-metrics.js';
import { quotationSays } from '#libs/service/event-says.js';
import type { Service } from '#libs/service/run-service.js';
import { quotationEventSchema } from '#schemas/generated/quotation-event.js';
import type { QuotationConfig, QuotationRules } from './config.js';
import { ShopCalendar } from './content/order-dates.js';
import { QuotationHandler } from './quotation-handler.js';
import { Bookkeeping } from './site/bookkeeping.js';
import { bookkeepingRules } from './site/bookkeeping-rules.js';
import { Items } from './site/items.js';
import { CallAttention } from './steps/call-attention.js';
import { ChangeLines } from './steps/change-lines.js';
import { ComposeOrder } from './steps/compose-order.js';
import { OpenCase } from './steps/open-case.js';
import { PurchaseOrders } from './steps/purchase-orders.js';
import { FindDocuments } from './steps/standing.js';
import { TakeStep } from './steps/take-step.js';
import { WriteOrder } from './steps/write-order.js';

/** The site as the orders need it. */
const siteModule = ({ books, unknownItem, fallbackItem }: QuotationRules) =>
  new ContainerModule(({ bind }) => {
    bind(Bookkeeping)
      .toResolvedValue(
        (erpnext: ErpNextClient) => new Bookkeeping(erpnext, bookkeepingRules(books)),
        [ErpNextClient],
      )
      .inSingletonScope();
    bind(Items)
      .toResolvedValue(
        (erpnext: ErpNextClient) =>
          new Items({ erpnext, ...(unknownItem === 'fallback' ? { fallbackItem } : {}) }),
        [ErpNextClient],
      )
      .inSingletonScope();
    bind(SiteProblems)
      .toResolvedValue(
        (bookkeeping: Bookkeeping, items: Items) => async () => [
          ...(await bookkeeping.problems()),
          ...(await items.problems()),
        ],
        [Bookkeeping, Items],
      )
      .inSingletonScope();
  });

const handlerModule = ({
  party,
  rules,
  dates,
  poNumberKey,
  nothingToEndWaitMs,
  unknownWaitMs,
}: QuotationRules) => {
  const { timeZone, ...days } = dates;
  const dateRules = { ...days, calendar: new ShopCalendar(timeZone) };
  return new ContainerModule(({ bind }) => {
    bind(OpenCase)
      .toResolvedValue(
        (erpnext: ErpNextClient, parties: EnsureParty, items: Items, books: Bookkeeping) =>
          new OpenCase({
            ...{ erpnext, parties, rules, nothingToEndWaitMs, unknownWaitMs },
            documents: new FindDocuments(erpnext),
            sources: { items, books },
            dates: dateRules,
            metadataKeys: party.metadataKeys,
          }),
        [ErpNextClient, EnsureParty, Items, Bookkeeping],
      )
      .inSingletonScope();
    bind(TakeStep)
      .toResolvedValue(
        (erpnext: ErpNextClient, conversion: ConvertParty, addresses: OrderAddresses) => {
          const write = new WriteOrder(erpnext);
          const purchaseOrders = new PurchaseOrders(erpnext, poNumberKey);
          return new TakeStep({
            ...{ erpnext, write, purchaseOrders, conversion, unknownWaitMs },
            compose: new ComposeOrder({
              ...{ erpnext, write, purchaseOrders, addresses, unknownWaitMs },
              dates: dateRules,
            }),
            lines: new ChangeLines(erpnext, write),
          });
        },
        [ErpNextClient, ConvertParty, OrderAddresses],
      )
      .inSingletonScope();
    bind(Handler)
      .toResolvedValue(
        (erpnext: ErpNextClient, cases: OpenCase, steps: TakeStep, metrics: DeliveryMetrics) =>
          new QuotationHandler({
            ...{ cases, steps, rules },
            attention: new CallAttention(erpnext),
            dates: dateRules,
            onSuperseded: () => metrics.superseded(),
          }),
        [ErpNextClient, OpenCase, TakeStep, DeliveryMetrics],
      )
      .inSingletonScope();
  });
};

const needsOf = ({ conversion }: QuotationRules): ConsumingNeeds => ({
  name: 'quotation-service',
  schema: quotationEventSchema,
  topic: ({ quotationEvents }) => quotationEvents,
  deadLetterTopic: ({ quotationDeadLetters }) => quotationDeadLetters,
  says: quotationSays,
  doctypes: ['Quotation', 'Sales Order', 'Address', 'Lead', 'Customer', 'Contact'],
  masters: [
    ['Lead Source', leadSource],
    ['Customer Group', customerGroup],
    ['Sales Person', salesPerson],
    ['Territory', conversion.territory],
    ...Object.values(lostReasons).map((reason) => ['Quotation Lost Reason', reason] as const),
  ],
});

const modules = (rules: QuotationRules) => [
  partyModule(rules.party),
  conversionModule(rules.conversion),
  addressModule,
  siteModule(rules),
  handlerModule(rules),
];

export const quotationService = (config: QuotationConfig): Service =>
  serviceOf(needsOf(config), config, ...modules(config));

export const quotationReplay = (rules: QuotationRules): Replayable =>
  replayableOf(needsOf(rules), ...modules(rules));
