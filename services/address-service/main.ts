import { runMain } from '#libs/service/run-main.js';
import { readAddressConfig } from './config.js';
import { addressService } from './container.js';

await runMain(() => addressService(readAddressConfig(process.env)));
