declare namespace App {
  interface Locals {
    /** Opened once by `server.mjs`; under `astro dev` by the middleware. */
    runtime?: import('./runtime.ts').Runtime;
    /** What the entry counts the request under; absent under `astro dev`. */
    noted?: { route: string };
    ctx: import('./server/context.ts').Context;
    sessions: import('./server/identity/sessions.ts').Sessions;
    demonstration: boolean;
    settings: import('./platform/env.ts').Settings;
    /** Where the request comes from, past a trusted proxy; told by `server.mjs`. */
    clientAddress?: string;
    requestId: string;
    /** What the error page tells. */
    problem?: import('./text/refusals.ts').RefusalText;
  }
}
