'use strict';
// Draws requests on a schema from a seed: valid ones for the most part, with variables that fit or not, and broken ones.
const g = require('graphql');

const DEPTH = 5;
const STRANGE = [1, 's', true, null, { a: 1 }, [1], 1.5, 3e10, 'RED', '', [], [null], -0.5, 2147483648];
const JUNK = ['$', '@', '!', '{', '}', '(', ')', '[', ']', ':', '=', '|', '&', '...', '""', '"a', '"""b"""', '"\\u{1F600}"', '"\\uD83D\\uDE00"', '"\\uD83D"',
  '0', '-0', '01', '1.', '1e3', '2147483648', 'null', 'true', 'on', 'query', 'mutation', 'fragment', 'type', 'RED', 'BLU', '$v0', '$no',
  '@skip(if: true)', '@include(if: $v0)', '@nope', '@deprecated', '__typename', '__schema', '#c\n', '\r\n', '\r', '\uFEFF', ',', '\t', 'é', '😀'];

class Generator {
  constructor(schema, seed) {
    this.schema = schema;
    // Mixed, so that neighbouring seeds draw nothing alike.
    this.state = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) >>> 0;
    this.variables = new Map();
    this.fragments = [];
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
    const definitions = [...this.variables].map(([name, type]) => `$${name}: ${type}${this.defaultOf(type)}`);
    let query = `${kind} Q${definitions.length ? `(${definitions.join(', ')})` : ''} ${body}\n${this.fragments.join('\n')}`;
    if (this.oneIn(12)) {
      query += this.oneIn(3) ? '\nquery Q { __typename }' : '\nquery P { s __typename }';
    }
    if (this.below(5) < 2) {
      query = this.broken(query);
    }
    const variables = {};
    for (const [name, type] of this.variables) {
      if (this.below(8)) {
        variables[name] = this.json(type, 0);
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
      // The types of introspection itself have grown since: only others are looked at.
      const names = Object.keys(this.schema.getTypeMap()).filter((name) => !name.startsWith('__')).concat('Nope');
      return `__type(name: "${this.pick(names)}") ${this.selection(this.schema.getType('__Type'), 2)}`;
    }
    // isOneOf is of September 2025, which graphql-js 16 has and the October 2021 of our executor has not.
    const field = this.pick(Object.values(type.getFields()).filter(({ name }) => name !== 'isOneOf'));
    const named = g.getNamedType(field.type);
    if (!g.isLeafType(named) && depth >= DEPTH) {
      return '__typename';
    }
    this.fields++;
    const given = field.args.filter((argument) => g.isRequiredArgument(argument) || this.oneIn(3))
      .map((argument) => `${argument.name}: ${this.literal(argument.type, 0)}`);
    // Few aliases: some meet and conflict.
    const alias = given.length > 0 || this.oneIn(8) ? `k${this.below(this.oneIn(6) ? 4 : 100000)}: ` : '';
    return alias + field.name + (given.length ? `(${given.join(', ')})` : '') + this.directive()
      + (g.isLeafType(named) ? '' : ` ${this.selection(named, depth + 1)}`);
  }

  fragment(type, depth) {
    const inside = g.isAbstractType(type) ? [...this.schema.getPossibleTypes(type), type] : [type, ...(type.getInterfaces ? type.getInterfaces() : [])];
    const on = this.pick(inside);
    if (this.oneIn(2)) {
      const open = this.oneIn(6);
      return `...${open ? '' : ` on ${on.name}`}${this.directive()} ${this.selection(open ? type : on, depth + 1)}`;
    }
    const name = `F${this.fragments.length}`;
    const at = this.fragments.push(null) - 1;
    this.fragments[at] = `fragment ${name} on ${on.name} ${this.selection(on, depth + 1)}`;
    return `...${name}${this.directive()}`;
  }

  directive() {
    if (this.oneIn(30)) {
      const note = this.schema.getDirective('note');
      const argument = this.pick(note.args);
      return ` @note(${argument.name}: ${this.literal(argument.type, 0)})`.repeat(1 + this.below(2));
    }
    return this.oneIn(14) ? ` @${this.pick(['include', 'skip'])}(if: ${this.literal(new g.GraphQLNonNull(g.GraphQLBoolean), 0)})` : '';
  }

  literal(type, depth) {
    if (this.oneIn(6) && depth < 4) {
      const name = `v${this.variables.size}`;
      this.variables.set(name, !g.isNonNullType(type) && this.oneIn(2) ? new g.GraphQLNonNull(type) : type);
      return `$${name}`;
    }
    if (this.oneIn(60)) {
      return this.pick(['1', '"s"', 'null', 'RED', '[1]', '{a: 1}', '1.5', 'true', '99999999999']);
    }
    return this.constant(type, depth, (inner, below) => this.literal(inner, below));
  }

  /** A literal whose insides are drawn by another function. */
  constant(type, depth, inner) {
    if (g.isNonNullType(type)) {
      return this.concrete(type.ofType, depth, inner);
    }
    return this.oneIn(9) ? 'null' : this.concrete(type, depth, inner);
  }

  concrete(type, depth, inner) {
    if (g.isListType(type)) {
      return this.oneIn(5) ? inner(type.ofType, depth + 1) : `[${Array.from({ length: this.below(3) }, () => inner(type.ofType, depth + 1)).join(', ')}]`;
    }
    if (g.isEnumType(type)) {
      return this.pick(['RED', 'GREEN', 'BLUE']);
    }
    switch (type.name) {
      case 'Int': return String(this.below(100) - 50);
      case 'Float': return this.pick(['1.5e1', '3', '-0.125', '0']);
      case 'String': return this.pick(['""', '"x"', JSON.stringify('é\n"'), '"""\n    block\n      é\n  """', '"\\u00e9\\u{1F600}"']);
      case 'Boolean': return this.pick(['true', 'false']);
      case 'ID': return this.pick(['12', '"z"']);
      case 'Blob': return this.pick(['"bl"', '1', '{a: [1, true]}', 'RED', 'null']);
    }
    const given = Object.values(type.getFields()).filter((field) => g.isRequiredInputField(field) || (this.oneIn(3) && depth < 3));
    return `{${given.map((field) => `${field.name}: ${inner(field.type, depth + 1)}`).join(', ')}}`;
  }

  defaultOf(type) {
    const nested = (inner, depth) => this.constant(inner, depth, nested);
    return this.oneIn(5) ? ` = ${this.constant(type, 1 + this.below(3), nested)}` : '';
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
   * graphql-js 16 knows descriptions of operations, fragments and variables, of the edition of September 2025; our executor refuses them,
   * by October 2021. So a string stays only where a value begins.
   */
  withoutDescriptions(query) {
    let before = '';
    const left = query.replace(/#[^\r\n]*|"""(?:\\"""|[\s\S])*?"""|"(?:[^"\\\r\n]|\\.)*"|[^\s,\uFEFF]/g, (token) => {
      if (token.startsWith('#') || (token.length > 1 && !':=['.includes(before || '}'))) {
        return token.startsWith('#') ? token : ' ';
      }
      before = token;
      // A message that quotes a block string has it in many lines there, and in one here.
      return token.startsWith('"""') && token.length > 3 ? '"block"' : token;
    });
    // What was before and behind a string may be one now.
    return left === query ? query : this.withoutDescriptions(left);
  }

  swap(tokens, a, b) {
    [tokens[a], tokens[b]] = [tokens[b], tokens[a]];
  }

  /** A name for another name: the document still parses, and a rule of validation is broken, or another one kept. */
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
