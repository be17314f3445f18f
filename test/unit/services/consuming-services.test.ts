import { expect } from 'chai';
import type { Service } from '#libs/service/run-service.js';
import { readAddressConfig } from '../../../services/address-service/config.js';
import { addressService } from '../../../services/address-service/container.js';
import { readLeadConfig } from '../../../services/lead-service/config.js';
import { leadService } from '../../../services/lead-service/container.js';
import { readQuotationConfig } from '../../../services/quotation-service/config.js';
import { quotationService } from '../../../services/quotation-service/container.js';

/** As little as a consuming service can start with. */
const env = {
  PORT: '0',
  KAFKA_BROKERS: '127.0.0.1:9092',
  SCHEMA_REGISTRY_URL: 'http://127.0.0.1:8081',
  ERPNEXT_URL: 'http://127.0.0.1:8080',
  ERPNEXT_API_KEY: 'key',
  ERPNEXT_API_SECRET: 'secret',
  TOPIC_PREFIX: 'shop.',
};

const services: Readonly<Record<string, readonly [Service, topic: string, parks: string]>> = {
  'lead-service': [
    leadService(readLeadConfig(env)),
    'shop.medusa.customer.events.v1',
    'shop.crm.lead.dlt.v1',
  ],
  'address-service': [
    addressService(readAddressConfig(env)),
    'shop.medusa.address.events.v1',
    'shop.crm.address.dlt.v1',
  ],
  'quotation-service': [
    quotationService(readQuotationConfig(env)),
    'shop.medusa.quotation.events.v1',
    'shop.crm.quotation.dlt.v1',
  ],
};

describe('The container of each consuming service', () => {
  for (const [name, [service, topic, parks]] of Object.entries(services)) {
    it(`makes ${name}, with its own topic and dead letters`, () => {
      expect(service.about).to.include({
        topic,
        parks,
        announces: 'shop.crm.customer.lifecycle.v1',
      });
      expect(service.parts).to.have.length(5);
    });
  }
});
