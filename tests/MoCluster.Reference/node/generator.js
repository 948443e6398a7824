'use strict';
// Generates requests for a schema from a seed. Most are valid, with variables that fit or not; some are broken.
const g = require('graphql');

const DEPTH = 5;
const STRANGE = [1, 's', true, null, { a: 1 }, [1], 1.5, 3e10, 'RED', '', [], [null], -0.5, 2147483648];
const JUNK = ['$', '@', '!', '{', '}', '(', ')', '[', ']', ':', '=', '|', '&', '...', '""', '"a', '"""b"""', '"\\u{1F600}"', '"\\uD83D\\uDE00"', '"\\uD83D"',
  '0', '-0', '01', '1.', '1e3', '2147483648', 'null', 'true', 'on', 'query', 'mutation', 'fragment', 'type', 'RED', 'BLU', '$v0', '$no',
  '@skip(if: true)', '@include(if: $v0)', '@nope', '@deprecated', '__typename', '__schema', '#c\n', '\r\n', '\r', '\uFEFF', ',', '\t', 'é', '😀'];

class Generator {
  constructor(schema, seed) {
    this.schema = schema;
    // Mixed, so that neighbouring seeds give unrelated requests.
    this.state = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) >>> 0;
    this.variables = new Map();
    this.fragments = [];
    // The fragments that are complete. Only they are spread, so that no fragment spreads itself.
    this.spreadable = [];
    this.fields = 0;
  }

  /** A number from 0 to n - 1 (mulberry32). */
  below(n) {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let t = this.state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) % n;
  }

  oneIn(n) {
    return this.below(n) === 0;
  }

  pick(list) {
    return list[this.below(list.length)];
  }

  request() {
    const kind = this.oneIn(8) ? 'mutation' : 'query';
    const root = kind === 'query' ? this.schema.getQueryType() : this.schema.getMutationType();
    const body = this.selection(root, 0);
    const definitions = [...this.variables].map(([name, variable]) => `$${name}: ${variable.type}${this.defaultOf(variable)}`);
    let query = `${kind} Q${definitions.length ? `(${definitions.join(', ')})` : ''} ${body}\n${this.fragments.join('\n')}`;
    if (this.oneIn(12)) {
      query += this.oneIn(3) ? '\nquery Q { __typename }' : '\nquery P { s __typename }';
    }
    if (this.below(5) < 2) {
      query = this.broken(query);
    }
    const variables = {};
    for (const [name, { type, inNonNull }] of this.variables) {
      if (this.below(inNonNull ? 4 : 8)) {
        variables[name] = inNonNull && this.oneIn(2) ? null : this.json(type, 0);
      }
    }
    return { query, operationName: this.oneIn(10) ? this.pick(['P', 'q', '']) : this.pick([null, 'Q']), variables };
  }

  // --- documents

  selection(type, depth) {
    const parts = [];
    for (let i = this.below(depth > 2 ? 3 : 5); i >= 0; i--) {
      parts.push(this.selected(type, depth));
    }
    return `{ ${parts.join(this.oneIn(4) ? '\n  ' : ' ')} }`;
  }

  selected(type, depth) {
    const chance = this.below(10);
    if (chance === 0 || this.fields > 60) {
      return `__typename${this.directive()}`;
    }
    if (chance <= 2 && depth < DEPTH) {
      return this.fragment(type, depth);
    }
    if (!type.getFields) {
      return '__typename';
    }
    if (depth === 0 && type === this.schema.getQueryType() && this.oneIn(25)) {
      // The introspection types of graphql-js have more fields than those of October 2021, so they are not asked for.
      const names = Object.keys(this.schema.getTypeMap()).filter((name) => !name.startsWith('__')).concat('Nope');
      return `__type(name: "${this.pick(names)}") ${this.selection(this.schema.getType('__Type'), 2)}`;
    }
    // isOneOf belongs to the edition of September 2025. graphql-js 16 has it; the executor follows October 2021.
    const fields = type.getFields();
    // The field "must", whose arguments are non-null, is chosen more often than others, because few requests give it a null that validation allows.
    const field = fields.must && this.oneIn(4) ? fields.must : this.pick(Object.values(fields).filter(({ name }) => name !== 'isOneOf'));
    const named = g.getNamedType(field.type);
    if (!g.isLeafType(named) && depth >= DEPTH) {
      return '__typename';
    }
    this.fields++;
    const given = field.args.filter((argument) => g.isRequiredArgument(argument) || this.oneIn(3))
      .map((argument) => this.argument(argument));
    // Some aliases are chosen from four, so that fields conflict.
    const alias = given.length > 0 || this.oneIn(8) ? `k${this.below(this.oneIn(6) ? 4 : 100000)}: ` : '';
    return alias + field.name + (given.length ? `(${given.join(', ')})` : '') + this.directive()
      + (g.isLeafType(named) ? '' : ` ${this.selection(named, depth + 1)}`);
  }

  fragment(type, depth) {
    const inside = g.isAbstractType(type) ? [...this.schema.getPossibleTypes(type), type] : [type, ...(type.getInterfaces ? type.getInterfaces() : [])];
    const on = this.pick(inside);
    const known = this.spreadable.filter((fragment) => fragment.on === on);
    if (known.length > 0 && this.oneIn(3)) {
      return `...${this.pick(known).name}${this.directive()}`;
    }
    if (this.oneIn(2)) {
      const open = this.oneIn(6);
      return `...${open ? '' : ` on ${on.name}`}${this.directive()} ${this.selection(open ? type : on, depth + 1)}`;
    }
    const name = `F${this.fragments.length}`;
    const at = this.fragments.push(null) - 1;
    this.fragments[at] = `fragment ${name} on ${on.name} ${this.selection(on, depth + 1)}`;
    this.spreadable.push({ name, on });
    return `...${name}${this.directive()}`;
  }

  directive() {
    if (this.oneIn(30)) {
      const note = this.schema.getDirective('note');
      const argument = this.pick(note.args);
      return ` @note(${this.argument(argument)})`.repeat(1 + this.below(2));
    }
    if (this.below(14)) {
      return '';
    }
    // Both directives are rare; they occur in either order.
    const names = this.oneIn(4) ? this.pick([['include', 'skip'], ['skip', 'include']]) : [this.pick(['include', 'skip'])];
    const condition = new g.GraphQLNonNull(g.GraphQLBoolean);
    return names.map((name) => ` @${name}(if: ${this.oneIn(3) ? this.variable(condition, false) : this.literal(condition, 0, false)})`).join('');
  }

  argument({ name, type, defaultValue }) {
    return `${name}: ${this.literal(type, 0, defaultValue !== undefined)}`;
  }

  /** A variable for a place: usually a new one, sometimes one that another place of the same type uses. */
  variable(type, placeHasDefault) {
    // Validation allows a nullable variable at a non-null place if the variable or the place has a default (spec §5.8.5).
    const inNonNull = g.isNonNullType(type) && this.oneIn(3);
    const declared = inNonNull ? type.ofType : !g.isNonNullType(type) && this.oneIn(2) ? new g.GraphQLNonNull(type) : type;
    const needsDefault = inNonNull && (!placeHasDefault || this.oneIn(3));
    const known = [...this.variables].filter(([, other]) => other.type.toString() === declared.toString()
      && other.inNonNull === inNonNull && other.needsDefault === needsDefault);
    if (known.length > 0 && this.oneIn(4)) {
      return `$${this.pick(known)[0]}`;
    }
    const name = `v${this.variables.size}`;
    this.variables.set(name, { type: declared, inNonNull, needsDefault });
    return `$${name}`;
  }

  literal(type, depth, placeHasDefault) {
    if (this.oneIn(g.isNonNullType(type) ? 4 : 6) && depth < 4) {
      return this.variable(type, placeHasDefault);
    }
    if (this.oneIn(60)) {
      return this.pick(['1', '"s"', 'null', 'RED', '[1]', '{a: 1}', '1.5', 'true', '99999999999']);
    }
    return this.constant(type, depth, (inner, below, placeHasDefault) => this.literal(inner, below, placeHasDefault));
  }

  /** A literal. The function inner generates what it contains, from its type, its depth, and whether its place has a default. */
  constant(type, depth, inner) {
    if (g.isNonNullType(type)) {
      return this.concrete(type.ofType, depth, inner);
    }
    return this.oneIn(9) ? 'null' : this.concrete(type, depth, inner);
  }

  concrete(type, depth, inner) {
    if (g.isListType(type)) {
      const item = () => inner(type.ofType, depth + 1, false);
      return this.oneIn(5) ? item() : `[${Array.from({ length: this.below(3) }, item).join(', ')}]`;
    }
    if (g.isEnumType(type)) {
      return this.pick(['RED', 'GREEN', 'BLUE']);
    }
    switch (type.name) {
      case 'Int': return String(this.below(100) - 50);
      case 'Float': return this.pick(['1.5e1', '3', '-0.125', '0']);
      // graphql-js quotes a block string in a message on several lines, the executor on one. So block strings do not occur within literals, which may be refused.
      case 'String': return this.pick(['""', '"x"', JSON.stringify('é\n"'), depth === 0 ? '"""\n    block\n      é\n  """' : '"b"', '"\\u00e9\\u{1F600}"']);
      case 'Boolean': return this.pick(['true', 'false']);
      case 'ID': return this.pick(['12', '"z"']);
      case 'Blob': return this.pick(['"bl"', '1', `{a: [1, ${inner(g.GraphQLInt, depth + 1, false)}], b: ${inner(g.GraphQLBoolean, depth + 1, false)}}`, 'RED', 'null']);
    }
    const given = Object.values(type.getFields()).filter((field) => g.isRequiredInputField(field) || (this.oneIn(3) && depth < 3));
    return `{${given.map((field) => `${field.name}: ${inner(field.type, depth + 1, field.defaultValue !== undefined)}`).join(', ')}}`;
  }

  defaultOf({ type, inNonNull, needsDefault }) {
    const nested = (inner, depth) => this.constant(inner, depth, nested);
    const depth = 1 + this.below(3);
    if (inNonNull && (needsDefault || this.oneIn(5))) {
      return ` = ${this.concrete(type, depth, nested)}`;
    }
    return this.oneIn(5) ? ` = ${this.constant(type, depth, nested)}` : '';
  }

  // --- variables

  json(type, depth) {
    if (this.oneIn(25)) {
      return this.pick(STRANGE);
    }
    if (g.isNonNullType(type)) {
      return this.json(type.ofType, depth);
    }
    if (this.oneIn(8)) {
      return null;
    }
    if (g.isListType(type)) {
      return this.oneIn(5) ? this.json(type.ofType, depth + 1) : Array.from({ length: this.below(3) }, () => this.json(type.ofType, depth + 1));
    }
    if (g.isEnumType(type)) {
      return this.pick(['RED', 'GREEN', 'BLUE', 'GREEN', 'BLU']);
    }
    switch (type.name) {
      case 'Int': return this.below(100);
      case 'Float': return this.pick([1.5, 2]);
      case 'String': return this.pick(['str', 'é\u2028"']);
      case 'Boolean': return this.oneIn(2);
      case 'ID': return this.pick([12, 'q']);
      case 'Blob': return this.pick(['blob', { z: [1, null], a: 'b' }, 2.5]);
    }
    const value = {};
    for (const field of Object.values(type.getFields())) {
      if ((g.isRequiredInputField(field) && this.below(20)) || (this.oneIn(3) && depth < 4)) {
        value[field.name] = this.json(field.type, depth + 1);
      }
    }
    if (this.oneIn(30)) {
      value.inne = 1;
    }
    return value;
  }

  // --- broken documents

  broken(query) {
    const tokens = query.match(/"""[\s\S]*?"""|"(?:[^"\\\n]|\\.)*"|[A-Za-z_]\w*|-?\d[\d.eE+-]*|\.\.\.|\s+|[^\s]/g);
    for (let i = 1 + this.below(3); i > 0; i--) {
      const at = this.below(tokens.length);
      const from = this.oneIn(2) ? this.pick(tokens) : this.oneIn(2) ? this.pick(JUNK) : this.pick(this.names());
      switch (this.below(8)) {
        case 0: tokens.splice(at, 1); break;
        case 1: tokens.splice(at, 0, ` ${from} `); break;
        case 2: tokens[at] = from; break;
        case 3: this.swap(tokens, at, this.below(tokens.length)); break;
        default: this.rename(tokens); break;
      }
      if (tokens.length === 0) {
        break;
      }
    }
    return this.withoutDescriptions(tokens.join(''));
  }

  /**
   * graphql-js 16 accepts descriptions of operations, fragments and variables, from the edition of September 2025; the executor, which
   * follows October 2021, refuses them. So a string is kept only where a value begins.
   */
  withoutDescriptions(query) {
    let before = '';
    const left = query.replace(/#[^\r\n]*|"""(?:\\"""|[\s\S])*?"""|"(?:[^"\\\r\n]|\\.)*"|[^\s,\uFEFF]/g, (token) => {
      if (token.startsWith('#') || (token.length > 1 && !':=['.includes(before || '}'))) {
        return token.startsWith('#') ? token : ' ';
      }
      before = token;
      // graphql-js quotes a block string in a message on several lines, the executor on one.
      return token.startsWith('"""') && token.length > 3 ? '"block"' : token;
    });
    // Removing a string may have joined the tokens before and after it.
    return left === query ? query : this.withoutDescriptions(left);
  }

  swap(tokens, a, b) {
    [tokens[a], tokens[b]] = [tokens[b], tokens[a]];
  }

  /** Replaces a name by another one. The document still parses, but may break a rule of validation. */
  rename(tokens) {
    const names = tokens.flatMap((token, at) => (/^[A-Za-z_]/.test(token) ? [at] : []));
    if (names.length > 0) {
      tokens[this.pick(names)] = this.oneIn(2) ? tokens[this.pick(names)] : this.pick(this.names());
    }
  }

  names() {
    return Object.values(this.schema.getTypeMap()).filter((type) => !type.name.startsWith('__'))
      .flatMap((type) => [type.name, ...(type.getFields ? Object.values(type.getFields()).flatMap((f) => [f.name, ...(f.args || []).map((a) => a.name)]) : [])]);
  }
}

exports.Generator = Generator;
