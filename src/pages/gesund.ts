import type { APIRoute } from 'astro';

/** 200 while the database answers and the course files were read; for watchers, so the JSON is English. */
export const GET: APIRoute = async ({ locals }) => {
  const { database, catalogue } = locals.ctx;
  try {
    await database.reader.execute('select count(*) from centre');
    const units = Object.keys(catalogue.units).length;
    return Response.json({ status: 'ok', database: 'ok', catalogue: catalogue.hash.slice(0, 12), units });
  } catch {
    return Response.json({ status: 'failing', database: 'unreadable' }, { status: 503 });
  }
};
