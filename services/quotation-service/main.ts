import { runMain } from '#libs/service/run-main.js';
import { readQuotationConfig } from './config.js';
import { quotationService } from './container.js';

await runMain(() => quotationService(readQuotationConfig(process.env)));
