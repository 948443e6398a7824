'use strict';
// {} → {"rules": [name]}, the rules of graphql-js. {"schema": sdl, "rule": name, "documents": [text]} → {"answers": [{"errors", "alone"}]}:
// the errors of all rules for each document, and whether the one rule refuses it by itself.
const g = require('graphql');
const { plain } = require('./resolvers.js');
const { serve } = require('./lines.js');

const rules = new Map(g.specifiedRules.map((rule) => [rule.name, rule]));

serve(({ schema: sdl, rule, documents }) => {
  if (sdl === undefined) {
    return { rules: [...rules.keys()] };
  }
  const schema = g.buildSchema(sdl);
  return {
    answers: documents.map((text) => {
      const document = g.parse(text);
      return { errors: g.validate(schema, document).map(plain), alone: g.validate(schema, document, [rules.get(rule)]).length > 0 };
    }),
  };
});
