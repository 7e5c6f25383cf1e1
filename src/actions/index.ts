import * as account from './account.ts';
import * as learning from './learning.ts';
import * as notifications from './notifications.ts';

export const server = { account, learning, notifications };
