'use strict';
// {} → {"query": …}, the full introspection query.
// {"introspection": data, "sdl": text} → what graphql-js reads from both: {"problems", "introspected", "parsed", "changes", …}.
const g = require('graphql');
const { serve } = require('./lines.js');

serve(({ introspection, sdl }) => {
  if (introspection === undefined) {
    return { query: g.getIntrospectionQuery({ specifiedByUrl: true, directiveIsRepeatable: true, schemaDescription: true, inputValueDeprecation: true }) };
  }
  const introspected = g.buildClientSchema(introspection);
  const parsed = g.buildSchema(sdl);
  const print = (schema) => g.printSchema(g.lexicographicSortSchema(schema));
  // The text of a schema does not contain the built-in directives. graphql-js adds its own, some of them from a later edition.
  const own = (schema) => new g.GraphQLSchema({ ...schema.toConfig(), directives: schema.getDirectives().filter((d) => !g.isSpecifiedDirective(d)) });
  const changes = [[own(introspected), own(parsed)], [own(parsed), own(introspected)]]
    .flatMap(([from, to]) => [...g.findBreakingChanges(from, to), ...g.findDangerousChanges(from, to)]);
  return {
    problems: [introspected, parsed].flatMap((schema) => g.validateSchema(schema)).map((problem) => problem.message),
    introspected: print(introspected),
    parsed: print(parsed),
    changes: changes.map((change) => change.description),
    directives: introspected.getDirectives().map(String).sort(),
    types: Object.keys(introspected.getTypeMap()).length,
  };
});
