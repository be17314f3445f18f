import { runMain } from '#libs/service/run-main.js';
import { readBridgeConfig } from './config.js';
import { bridgeService } from './container.js';

await runMain(() => bridgeService(readBridgeConfig(process.env)));
