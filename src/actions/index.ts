import * as account from './account.ts';
import * as administration from './administration.ts';
import * as centres from './centres.ts';
import * as learning from './learning.ts';
import * as notifications from './notifications.ts';
import * as privacy from './privacy.ts';

export const server = { account, administration, centres, learning, notifications, privacy };
