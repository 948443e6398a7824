'use strict';
// Computes values for a schema from a field's path and arguments alone. ToyValues.cs computes the same values in C#.
const g = require('graphql');

exports.answerOf = function answerOf(schema, { query, operationName, variables }) {
  let document;
  try {
    document = g.parse(query);
  } catch (error) {
    return { stage: 'parse', errors: [plain(error)] };
  }
  const errors = g.validate(schema, document);
  if (errors.length > 0) {
    return { stage: 'validate', errors: errors.map(plain) };
  }
  const result = g.execute({
    schema,
    document,
    operationName,
    variableValues: variables,
    fieldResolver: (source, args, _, info) => fieldValue(schema, source, args, info),
    typeResolver: (value) => value.__typename,
  });
  const answer = { stage: 'data' in result ? 'execute' : 'coerce' };
  if (result.errors) {
    answer.errors = result.errors.map(plain);
  }
  if ('data' in result) {
    answer.data = result.data;
  }
  return answer;
};

function plain(error) {
  return {
    message: error.message,
    locations: (error.locations || []).map(({ line, column }) => [line, column]),
    path: error.path ? [...error.path] : null,
  };
}

function fieldValue(schema, source, args, info) {
  const shown = Object.keys(args).length > 0 ? show(args) : '';
  // The arguments are part of the answer, so that a difference in them is seen.
  if (shown && g.getNamedType(info.returnType).name === 'String') {
    return shown;
  }
  return valueOf(schema, info.returnType, `${source ? source.key : 'R'}.${info.fieldName}${shown}`);
}

function valueOf(schema, type, key) {
  const h = hash(key);
  if (g.isNonNullType(type)) {
    return h % 41 === 0 ? null : valueOf(schema, type.ofType, key);
  }
  if (h % 17 === 0) {
    return null;
  }
  if (h % 19 === 0) {
    throw new g.GraphQLError(`no ${key}`);
  }
  if (g.isListType(type)) {
    return Array.from({ length: h % 4 }, (_, i) => {
      try {
        return valueOf(schema, type.ofType, `${key}#${i}`);
      } catch {
        return null;
      }
    });
  }
  if (g.isEnumType(type)) {
    return h % 23 === 0 ? 'PURPLE' : ['RED', 'GREEN', 'BLUE'][h % 3];
  }
  switch (type.name) {
    case 'Int': return h % 29 === 0 ? 1.5 : h % 31 === 0 ? 3000000000 : h;
    case 'Float': return h / 8;
    case 'Boolean': return h % 2 === 0;
    case 'ID': return h % 2 ? key.length : `id${h}`;
    case 'String': return h % 13 === 0 ? h : `s${h}`;
    case 'Blob': return `blob${h}`;
  }
  const possible = g.isAbstractType(type) ? schema.getPossibleTypes(type).map((t) => t.name).sort() : [type.name];
  return { __typename: possible[h % possible.length], key };
}

function hash(text) {
  let h = 7;
  for (let i = 0; i < text.length; i++) {
    h = (h * 31 + text.charCodeAt(i)) % 1000003;
  }
  return h;
}

function show(value) {
  if (value === null || value === undefined) {
    return 'null';
  }
  if (Array.isArray(value)) {
    return `[${value.map(show).join(',')}]`;
  }
  if (typeof value === 'object') {
    return `{${Object.keys(value).sort().map((name) => `${name}:${show(value[name])}`).join(',')}}`;
  }
  return typeof value === 'number' && !Number.isInteger(value) ? value.toFixed(3) : String(value);
}

exports.plain = plain;
