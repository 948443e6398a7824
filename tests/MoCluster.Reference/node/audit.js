'use strict';
// {"url": …} → {"audits": [{id, name, status, reason}]}: the results of the audit of graphql-http at a server.
const { serverAudits } = require('graphql-http');
const { serve } = require('./lines.js');

serve(async ({ url }) => {
  const audits = [];
  for (const audit of serverAudits({ url })) {
    const { status, reason } = await audit.fn();
    audits.push({ id: audit.id, name: audit.name, status, reason: reason || null });
  }
  return { audits };
});
