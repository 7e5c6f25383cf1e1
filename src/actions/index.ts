import * as learning from './learning.ts';
import * as notifications from './notifications.ts';

export const server = { learning, notifications };
