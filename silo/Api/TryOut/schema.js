// The schema, from an introspection query.

const introspection = `query Introspection {
  __schema {
    queryType { name }
    mutationType { name }
    subscriptionType { name }
    types { ...Type }
    directives { name description locations args(includeDeprecated: true) { ...Input } }
  }
}
fragment Type on __Type {
  kind name description
  fields(includeDeprecated: true) {
    name description isDeprecated deprecationReason type { ...Reference } args(includeDeprecated: true) { ...Input }
  }
  inputFields(includeDeprecated: true) { ...Input }
  interfaces { name }
  possibleTypes { name }
  enumValues(includeDeprecated: true) { name description isDeprecated deprecationReason }
}
fragment Input on __InputValue { name description defaultValue isDeprecated deprecationReason type { ...Reference } }
fragment Reference on __Type {
  kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name } } } } }
}`;

/** Indexes the types and directives of an introspection result by name. */
function readSchema(data) {
  const {queryType, mutationType, subscriptionType, types, directives} = data.__schema;
  const byName = new Map(types.map(type => [type.name, type]));
  const root = type => type ? byName.get(type.name) : undefined;
  return {
    types: byName,
    roots: {query: root(queryType), mutation: root(mutationType), subscription: root(subscriptionType)},
    directives: new Map(directives.map(directive => [directive.name, directive])),
  };
}

/** The text of a type, for example [Name!]!. */
const typeText = type => type.kind === "NON_NULL" ? typeText(type.ofType) + "!" : type.kind === "LIST" ? `[${typeText(type.ofType)}]` : type.name;

/** The definition of the type within lists and non-nulls. */
const namedType = (schema, type) => type.ofType ? namedType(schema, type.ofType) : schema.types.get(type.name);

const isRequired = input => input.type.kind === "NON_NULL" && input.defaultValue === null;
const isComposite = type => ["OBJECT", "INTERFACE", "UNION"].includes(type.kind);
const isInput = type => ["SCALAR", "ENUM", "INPUT_OBJECT"].includes(type.kind);
