// Finds completions at the caret: parses the tokens before it, and offers what the grammar and the schema expect next.

const tokenPattern = /"""(?:\\"""|[^])*?(?:"""|$)|"(?:\\.|[^"\\\n\r])*(?:"|$)|#[^\n\r]*|\.\.\.|[_A-Za-z][_0-9A-Za-z]*|-?[0-9][-+.0-9A-Za-z]*|[^\s,\uFEFF]/g;

/** The tokens of a text, without comments; null if it ends within a string or a comment, where there are no completions. */
function tokensOf(text) {
  const tokens = [];
  for (const [token] of text.matchAll(tokenPattern)) {
    tokens.push(token);
  }
  const last = tokens.at(-1) ?? "";
  const isOpen = last.startsWith('"""') ? last.length < 6 || !last.endsWith('"""') : last.startsWith('"') && !/^"(?:\\.|[^"\\])*"$/.test(last);
  return isOpen || (last.startsWith("#") && text.endsWith(last)) ? null : tokens.filter(token => !token.startsWith("#"));
}

/** The completions of a text at a position: {from, options}. The name of an option replaces the text from `from` to the caret. */
function complete(schema, text, caret) {
  const before = text.slice(0, caret);
  const prefix = /[_0-9A-Za-z]*$/.exec(before)[0];
  const from = caret - prefix.length;
  const tokens = /^[0-9]/.test(prefix) ? null : tokensOf(before.slice(0, from));
  const offered = tokens ? new Reader(schema, tokens, text).read() : [];
  const wanted = prefix.toLowerCase();
  const begins = option => option.name.toLowerCase().startsWith(wanted);
  const contains = option => option.name.toLowerCase().includes(wanted);
  return {from, options: [...offered.filter(begins), ...offered.filter(option => !begins(option) && contains(option))]};
}

/** Ends the parse with the expected options. */
class Expected extends Error {
  constructor(options) {
    super();
    this.options = options;
  }
}

class Reader {
  constructor(schema, tokens, text) {
    this.schema = schema;
    this.tokens = tokens;
    this.text = text;
    this.at = 0;
  }

  read() {
    try {
      return this.document();
    } catch (expected) {
      if (expected instanceof Expected)
        return expected.options;
      throw expected;
    }
  }

  // --- tokens

  get isName() {
    return /^[_A-Za-z]/.test(this.tokens[this.at] ?? "");
  }

  take() {
    return this.tokens[this.at++];
  }

  skip(token) {
    if (this.tokens[this.at] !== token)
      return false;
    this.at++;
    return true;
  }

  /** If the tokens end here, offers these options. */
  offer(options) {
    if (this.at >= this.tokens.length)
      throw new Expected(options());
  }

  /** Reads items up to a closing bracket. Anything else ends them too, because the document may be incomplete. */
  until(close, item) {
    while (!this.skip(close)) {
      const before = this.at;
      item();
      if (this.at === before)
        return;
    }
  }

  // --- the parser

  document() {
    while (true) {
      const kinds = Object.keys(this.schema.roots).filter(kind => this.schema.roots[kind]);
      this.offer(() => [...kinds, "fragment"].map(name => ({name})));
      const token = this.take();
      if (token === "{")
        this.selections(this.schema.roots.query);
      else if (token === "fragment")
        this.fragment();
      else if (kinds.includes(token))
        this.operation(token);
    }
  }

  operation(kind) {
    this.offer(nothing);
    if (this.isName)
      this.take();
    if (this.skip("("))
      this.until(")", () => this.variable());
    this.directives(kind.toUpperCase());
    this.offer(nothing);
    if (this.skip("{"))
      this.selections(this.schema.roots[kind]);
  }

  variable() {
    this.offer(nothing);
    if (!this.skip("$"))
      return;
    this.offer(nothing);
    this.take();
    this.offer(nothing);
    let type;
    if (this.skip(":")) {
      while (this.skip("["));
      this.offer(() => this.typesThat(isInput));
      type = this.schema.types.get(this.take());
      while (this.skip("!") || this.skip("]"));
    }
    if (this.skip("="))
      this.value(type);
    this.directives("VARIABLE_DEFINITION");
  }

  fragment() {
    this.offer(nothing);
    this.take();
    this.offer(() => [{name: "on"}]);
    const type = this.condition();
    this.directives("FRAGMENT_DEFINITION");
    this.offer(nothing);
    if (this.skip("{"))
      this.selections(type);
  }

  condition(within) {
    if (!this.skip("on"))
      return within;
    this.offer(() => this.typesThat(type => isComposite(type) && this.canBe(type, within)));
    return this.schema.types.get(this.take());
  }

  selections(type) {
    this.until("}", () => {
      const fields = () => this.fieldsOf(type);
      this.offer(fields);
      if (this.skip("..."))
        return this.spread(type);
      if (!this.isName)
        return;
      let name = this.take();
      if (this.skip(":")) {
        this.offer(fields);
        name = this.take();
      }
      const field = fields().find(field => field.name === name);
      if (this.skip("("))
        this.arguments(field?.args);
      this.directives("FIELD");
      if (this.skip("{"))
        this.selections(field && namedType(this.schema, field.of));
    });
  }

  spread(type) {
    this.offer(() => [{name: "on"}, ...this.fragmentsOn(type)]);
    const isInline = this.tokens[this.at] === "on" || !this.isName;
    const condition = isInline ? this.condition(type) : this.take();
    this.directives(isInline ? "INLINE_FRAGMENT" : "FRAGMENT_SPREAD");
    if (isInline && this.skip("{"))
      this.selections(condition);
  }

  directives(location) {
    while (this.skip("@")) {
      const there = [...this.schema.directives.values()].filter(directive => directive.locations.includes(location));
      this.offer(() => there.map(({name, description}) => ({name, description})));
      const directive = this.schema.directives.get(this.take());
      if (this.skip("("))
        this.arguments(directive?.args);
    }
  }

  arguments(inputs) {
    this.until(")", this.namedValue(inputs));
  }

  /** Reads the name and the value of an argument or of an input field. */
  namedValue(inputs = []) {
    const given = new Set();
    return () => {
      this.offer(() => inputs.filter(input => !given.has(input.name)).map(describe));
      if (!this.isName)
        return;
      const name = this.take();
      given.add(name);
      this.offer(nothing);
      const input = inputs.find(input => input.name === name);
      if (this.skip(":"))
        this.value(input && namedType(this.schema, input.type));
    };
  }

  value(type) {
    this.offer(() => this.valuesOf(type));
    if (this.skip("$")) {
      this.offer(() => this.variables(type));
      this.take();
    } else if (this.skip("[")) {
      this.until("]", () => this.value(type));
    } else if (this.skip("{")) {
      this.until("}", this.namedValue(type?.inputFields ?? []));
    } else if (!/^[)}\]:]$/.test(this.tokens[this.at])) {
      this.take();
    }
  }

  // --- the options

  fieldsOf(type) {
    if (!type)
      return [];
    const fields = (type.fields ?? []).map(field => ({...describe(field), args: field.args, of: field.type}));
    const own = (name, kind, of, args = []) => ({name, type: of, args, of: {kind, name: of}});
    fields.push(own("__typename", "SCALAR", "String"));
    if (type === this.schema.roots.query) {
      const name = {name: "name", type: {kind: "SCALAR", name: "String"}};
      fields.push(own("__schema", "OBJECT", "__Schema"), own("__type", "OBJECT", "__Type", [name]));
    }
    return fields;
  }

  typesThat(fit) {
    return [...this.schema.types.values()].filter(fit).map(({name, description, kind}) => ({name, description, type: kind.toLowerCase().replace("_", " ")}));
  }

  /** Whether an object can have both types. */
  canBe(type, other) {
    const objects = type => (type.possibleTypes ?? [type]).map(({name}) => name);
    return !other || objects(type).some(name => objects(other).includes(name));
  }

  fragmentsOn(type) {
    return [...this.text.matchAll(/\bfragment\s+(?!on\b)([_A-Za-z]\w*)\s+on\s+([_A-Za-z]\w*)/g)]
      .map(([, name, on]) => ({name, type: on}))
      .filter(({type: on}) => !this.schema.types.has(on) || this.canBe(this.schema.types.get(on), type));
  }

  variables(type) {
    const found = new Map([...this.text.matchAll(/\$([_A-Za-z]\w*)\s*:\s*([[\]\s!]*([_A-Za-z]\w*)[\]\s!]*)/g)].map(([, name, text, of]) => [name, {name, type: text.trim(), of}]));
    return [...found.values()].filter(({of}) => !type || of === type.name);
  }

  valuesOf(type) {
    const variables = this.variables(type).map(variable => ({...variable, name: "$" + variable.name}));
    const words = type?.kind === "ENUM" ? type.enumValues.map(describe) : type?.name === "Boolean" ? [{name: "true"}, {name: "false"}] : [];
    return [...words, ...variables, {name: "null"}];
  }
}

const nothing = () => [];

/** Makes an option from a field, an argument or an enum value of the schema. */
const describe = member => ({
  name: member.name,
  type: member.type && typeText(member.type),
  description: member.description,
  deprecated: member.isDeprecated ? member.deprecationReason : undefined,
});
