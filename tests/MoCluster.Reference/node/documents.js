'use strict';
// {"schema": sdl} → {"ready": true}; then {"seed", "count"} → {"requests": [{seed, query, operationName, variables, answer}]}:
// requests generated from seeds, each with the answer of graphql-js.
const g = require('graphql');
const { answerOf } = require('./resolvers.js');
const { Generator } = require('./generator.js');
const { serve } = require('./lines.js');

let schema;

serve((question) => {
  if (question.schema) {
    schema = g.buildSchema(question.schema);
    g.assertValidSchema(schema);
    return { ready: true };
  }
  const requests = [];
  for (let seed = question.seed; seed < question.seed + question.count; seed++) {
    const request = new Generator(schema, seed).request();
    requests.push({ seed, ...request, answer: answerOf(schema, request) });
  }
  return { requests };
});
