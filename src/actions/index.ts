import * as account from './account.ts';
import * as learning from './learning.ts';

export const server = { account, learning };
