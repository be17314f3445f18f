import { runMain } from '#libs/service/run-main.js';
import { readLeadConfig } from './config.js';
import { leadService } from './container.js';

await runMain(() => leadService(readLeadConfig(process.env)));
