using System.Globalization;
using System.Text;

namespace MoCluster.Faults.Inputs;

/// <summary>
/// Draws requests for every operation of a schema. It gives each argument, each field of its input and each item of its lists values at the
/// limits, while the rest stays as in a request that succeeded. Then come requests in which many values are drawn at once.
/// </summary>
/// <param name="types">The schema.</param>
/// <param name="random">Chooses the values.</param>
internal sealed class GraphQLWalk(GraphQLTypes types, Random random)
{
    private const int SelectedDepth = 2;

    private readonly Dictionary<string, string[]> _places = [];

    /// <summary>The input types whose fields are places of an operation already. Filters nest in one another, and each is walked once.</summary>
    private readonly HashSet<string> _walked = [];

    private int _made;

    /// <summary>All operations: the fields of the roots, and the fields below them that have arguments.</summary>
    public IEnumerable<GraphQLOperation> Operations()
    {
        var roots = types.FieldsOf("Query").Select(field => new GraphQLOperation(false, [field]))
            .Concat(types.FieldsOf("Mutation").Select(field => new GraphQLOperation(true, [field])))
            .OrderBy(operation => operation.Order)
            .ToArray();
        var seen = new HashSet<string>();
        return roots.Concat(roots.Where(root => !root.IsMutation).SelectMany(root => Below(root, seen)).ToArray()).OrderBy(operation => operation.Order);
    }

    /// <summary>A request in which every value is sound.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="optional">The optional places to fill in besides the required ones.</param>
    /// <param name="subject">The object that the request creates or is about; null for a new one.</param>
    public Example Sound(GraphQLOperation operation, IReadOnlySet<string> optional, Guid? subject = null) => Make(operation, new Draw(optional, null, false, subject));

    /// <summary>A request with a value at a limit in one place.</summary>
    public Example Edge(GraphQLOperation operation, IReadOnlySet<string> optional, string place) => Make(operation, new Draw(optional, place, false, null));

    /// <summary>A request in which many values are drawn.</summary>
    public Example Wild(GraphQLOperation operation, IReadOnlySet<string> optional) => Make(operation, new Draw(optional, null, true, null));

    /// <summary>The places of an operation's input, each as a path that begins with the argument.</summary>
    public IEnumerable<string> Places(GraphQLOperation operation)
    {
        if (!_places.TryGetValue(operation.Name, out var places))
            _places.Add(operation.Name, places = [.. operation.Field.Arguments.SelectMany(argument => Places(argument, argument.Name, operation.Way.Length == 1))]);
        return places;
    }

    /// <summary>The optional places of an operation's input.</summary>
    public IEnumerable<string> OptionalPlaces(GraphQLOperation operation) => Places(operation).Where(place => place.Split('.').Length <= 2);

    private IEnumerable<string> Places(GraphQLInput input, string place, bool always)
    {
        yield return place;
        var type = GraphQLTypes.Bare(input.Type);
        if (types.InputsOf(type) is not { } fields || (!_walked.Add(type) && !always))
            yield break;
        foreach (var below in fields.SelectMany(field => Places(field, $"{place}.{field.Name}", always: false)))
            yield return below;
    }

    private IEnumerable<GraphQLOperation> Below(GraphQLOperation operation, HashSet<string> seen)
    {
        var type = GraphQLTypes.Bare(operation.Field.Type);
        if (!types.IsObject(type) || operation.Way.Length > 5)
            yield break;
        foreach (var field in types.FieldsOf(type))
        {
            if (!seen.Add($"{type}.{field.Name}"))
                continue;
            var below = operation with { Way = [.. operation.Way, field] };
            if (field.Arguments.Length > 0)
                yield return below;
            foreach (var further in Below(below, seen))
                yield return further;
        }
    }

    private Example Make(GraphQLOperation operation, Draw draw)
    {
        var variables = new List<(string, string?)>();
        var declared = new List<string>();
        var query = new StringBuilder();
        for (var i = 0; i < operation.Way.Length; i++)
        {
            var field = operation.Way[i];
            var isLast = i == operation.Way.Length - 1;
            query.Append(field.Name);
            var given = new List<string>();
            foreach (var argument in field.Arguments)
            {
                // A few objects on the way are enough.
                var value = !isLast && argument.Name == "limit"
                    ? "2"
                    : Input(operation, argument, argument.Name, isLast ? draw : new Draw(new HashSet<string>(), null, false, null));
                if (value is null)
                    continue;
                var name = $"{argument.Name}{i}";
                declared.Add($"${name}: {argument.Type}");
                given.Add($"{argument.Name}: ${name}");
                variables.Add((name, value));
            }

            if (given.Count > 0)
                query.Append(CultureInfo.InvariantCulture, $"({string.Join(", ", given)})");
            if (!isLast)
                query.Append(" { ");
        }

        query.Append(Selection(GraphQLTypes.Bare(operation.Field.Type), operation.IsMutation ? 1 : SelectedDepth));
        query.Append(string.Concat(Enumerable.Repeat(" }", operation.Way.Length - 1)));
        var head = declared.Count == 0 ? "" : $"({string.Join(", ", declared)})";
        var document = $"{(operation.IsMutation ? "mutation" : "query")}{head} {{ {query} }}";
        var body = JsonTexts.Object([("query", JsonTexts.Text(document)), ("variables", JsonTexts.Object(variables))]);
        return new Example(operation.Name, "/graphql", Encoding.UTF8.GetBytes(body))
        {
            IdempotencyKey = operation.IsMutation ? $"{operation.Name}-{++_made}" : null,
            HasSameData = !operation.Way.Any(field => field.Name.StartsWith("event", StringComparison.Ordinal)),
        };
    }

    private string Selection(string type, int depth)
    {
        if (!types.IsObject(type))
            return "";
        var fields = new List<string> { "__typename" };
        // What relations lead to is an operation of its own; selected everywhere it would be half of the schema.
        foreach (var field in types.FieldsOf(type).Where(field => !field.Arguments.Any(argument => argument.IsRequired || argument.Name == "filter")))
        {
            var answers = GraphQLTypes.Bare(field.Type);
            if (types.IsLeaf(answers))
                fields.Add(field.Name);
            else if (depth > 0 && types.IsObject(answers))
                fields.Add(field.Name + Selection(answers, depth - 1));
        }

        return $" {{ {string.Join(" ", fields)} }}";
    }

    /// <summary>The value of an argument or a field; null where it is left out.</summary>
    private string? Input(GraphQLOperation operation, GraphQLInput input, string place, Draw draw)
    {
        var bare = GraphQLTypes.Bare(input.Type);
        if (draw.Target == place)
            return Edge(operation, input, bare);
        var isWild = draw.IsWild && random.Next(4) == 0;
        var isOnTheWay = draw.Target?.StartsWith($"{place}.", StringComparison.Ordinal) == true;
        if (!input.IsRequired && !isOnTheWay && !draw.Optional.Contains(place) && !isWild)
            return null;
        if (isWild && random.Next(3) == 0)
            return Edge(operation, input, bare);
        var value = types.InputsOf(bare) is { } fields
            ? JsonTexts.Object(fields.Select(field => (field.Name, Input(operation, field, $"{place}.{field.Name}", draw))))
            : types.ValuesOf(bare) is { Length: > 0 } values ? JsonTexts.Text(values[0])
            : Usual.Of(operation, input.Name, bare, draw.Subject, ++_made);
        return IsList(input) ? JsonTexts.List([value]) : value;
    }

    private string Edge(GraphQLOperation operation, GraphQLInput input, string bare)
    {
        var value = types.InputsOf(bare) is { } fields
            ? random.Next(3) == 0 ? Boundaries.Wrong(random) : JsonTexts.Object(fields.Select(field => (field.Name, Maybe(operation, field))))
            : types.ValuesOf(bare) is { Length: > 0 } values && random.Next(2) == 0 ? JsonTexts.Text(values[random.Next(values.Length)])
            : Boundaries.Draw(bare, random);
        return !IsList(input) ? value : random.Next(6) switch
        {
            0 => "[]",
            1 => "null",
            2 => JsonTexts.List(Enumerable.Repeat(value, 1001)),
            3 => JsonTexts.List([value, value]),
            _ => JsonTexts.List([value]),
        };
    }

    private string? Maybe(GraphQLOperation operation, GraphQLInput field) => field.IsRequired || random.Next(2) == 0
        ? Input(operation, field, "", new Draw(new HashSet<string>(), null, true, null))
        : null;

    private static bool IsList(GraphQLInput input) => input.Type.StartsWith('[');

    /// <param name="Optional">The optional places to fill in.</param>
    /// <param name="Target">The place that gets a value at a limit; null for none.</param>
    /// <param name="IsWild">Whether many values are drawn.</param>
    /// <param name="Subject">The object that the request creates or is about; null for a new one.</param>
    private sealed record Draw(IReadOnlySet<string> Optional, string? Target, bool IsWild, Guid? Subject);
}
