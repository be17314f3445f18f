import { Module } from '@medusajs/framework/utils';
import { watchTables } from './watch-tables.js';
import { IsthmusService } from './service.js';

export default Module('isthmus', { service: IsthmusService, loaders: [watchTables] });
