import * as learning from './learning.ts';

export const server = { learning };
