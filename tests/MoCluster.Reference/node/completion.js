'use strict';
// {"page": folder, "schema": sdl, "seed", "count"} → {"checked", "problems"}. Generates valid documents from seeds, and asks the completion of
// the try-out page at the beginning of every name, and within every name as if the document ended there. The completion must offer the name. At
// a field it must offer exactly the fields of the type, and at an argument exactly those that are not given yet.
const fs = require('node:fs');
const path = require('node:path');
const g = require('graphql');
const { Generator } = require('./generator.js');
const { serve } = require('./lines.js');

serve(({ page, schema: sdl, seed, count }) => {
  const source = ['schema.js', 'completion.js'].map((file) => fs.readFileSync(path.join(page, file), 'utf8')).join('\n');
  const { readSchema, complete } = new Function(`"use strict"; ${source}\nreturn { readSchema, complete };`)();
  const schema = g.buildSchema(sdl);
  const read = readSchema(g.introspectionFromSchema(schema));
  const problems = [];
  const checked = {};
  for (let at = seed; at < seed + count; at++) {
    const { query } = new Generator(schema, at).request();
    const document = parse(query);
    if (!document || g.validate(schema, document).length > 0) {
      continue;
    }
    for (const { kind, start, name, all } of namesOf(schema, document)) {
      checked[kind] = (checked[kind] || 0) + 1;
      const offered = complete(read, query, start).options.map((option) => option.name);
      const within = start + 1 + ((at + start) % name.length);
      const isElsewhere = kind === 'fragment' || kind === 'variable';
      const continued = complete(read, isElsewhere ? query : query.slice(0, within), within);
      if (!offered.includes(name) || (all && [...all].sort().join() !== [...offered].sort().join())) {
        problems.push(`${kind} ${name} at ${start}: ${offered} instead of ${all || name}: ${query}`);
      } else if (!continued.options.some((option) => option.name === name) || continued.from !== start) {
        problems.push(`${kind} ${name} at ${within}, from ${continued.from}: ${continued.options.map((option) => option.name)}: ${query}`);
      }
    }
  }
  return { checked, problems };
});

function parse(query) {
  try {
    return g.parse(query);
  } catch {
    return null;
  }
}

/** The names in a document that the schema, the language or a definition elsewhere in the document determines. */
function namesOf(schema, document) {
  const types = new g.TypeInfo(schema);
  const names = [];
  const add = (kind, { value, loc }, all) => names.push({ kind, name: value, start: loc.start, all });
  const before = (nodes, node) => nodes.slice(0, nodes.indexOf(node)).map(({ name }) => name.value);
  g.visit(document, g.visitWithTypeInfo(types, {
    Field(node) {
      const type = types.getParentType();
      const meta = type === schema.getQueryType() ? ['__typename', '__schema', '__type'] : ['__typename'];
      add('field', node.name, [...Object.keys(type.getFields ? type.getFields() : {}), ...meta]);
    },
    Argument(node, key, parent) {
      const owner = types.getDirective() || types.getFieldDef();
      const given = before(parent, node);
      add('argument', node.name, owner.args.map(({ name }) => name).filter((name) => !given.includes(name)));
    },
    ObjectField(node, key, parent) {
      const type = g.getNamedType(types.getParentInputType());
      const given = before(parent, node);
      if (g.isInputObjectType(type)) {
        add('input field', node.name, Object.keys(type.getFields()).filter((name) => !given.includes(name)));
      }
    },
    EnumValue(node) {
      if (g.isEnumType(g.getNamedType(types.getInputType()))) {
        add('value', { value: node.value, loc: node.loc });
      }
    },
    Variable(node, key, parent) {
      if (parent.kind !== 'VariableDefinition') {
        add('variable', node.name);
      }
    },
    NamedType: (node) => add('type', node.name),
    Directive: (node) => add('directive', node.name),
    FragmentSpread: (node) => add('fragment', node.name),
    OperationDefinition: ({ operation, loc }) => (document.loc.source.body[loc.start] === '{' ? undefined : add('operation', { value: operation, loc })),
  }));
  return names;
}
