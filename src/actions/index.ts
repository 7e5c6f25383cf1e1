import * as administration from './administration.ts';
import * as centres from './centres.ts';
import * as learning from './learning.ts';

export const server = { administration, centres, learning };
