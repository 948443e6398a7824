using System.Globalization;
using System.Text;
using System.Text.Json;

namespace MoCluster.Faults.Inputs;

/// <summary>
/// Draws requests for every operation in the description of <c>/v1</c>. First comes a sound one. The next ones give each parameter and each
/// property of the body values at the limits. Others leave out or add properties, or have bodies that are hardly JSON. Operations whose body is no JSON, as
/// that of an import, are left out: two stores answer them with times and rates of their own.
/// </summary>
/// <param name="description">The OpenAPI description.</param>
/// <param name="random">Chooses the values.</param>
internal sealed class V1Walk(JsonElement description, Random random)
{
    private int _made;

    /// <summary>The requests, all operations one after another.</summary>
    /// <param name="draws">How many requests to draw for each place.</param>
    public IEnumerable<Example> Examples(int draws)
    {
        foreach (var path in description.GetProperty("paths").EnumerateObject())
        {
            foreach (var operation in path.Value.EnumerateObject().Where(operation => operation.Name == "post" && BodyOf(operation.Value).HasValue))
            {
                foreach (var example in Of(path.Name, operation.Value, draws))
                    yield return example;
            }
        }
    }

    private static JsonElement? BodyOf(JsonElement operation) =>
        operation.GetProperty("requestBody").GetProperty("content").TryGetProperty("application/json", out var json) ? json : null;

    private IEnumerable<Example> Of(string path, JsonElement operation, int draws)
    {
        var schema = BodyOf(operation)!.Value.GetProperty("schema");
        var parameters = operation.TryGetProperty("parameters", out var all) ? [.. all.EnumerateArray()] : Array.Empty<JsonElement>();
        yield return Make(path, Value(schema, "", "", null), parameters, null);
        foreach (var body in Bodies(Value(schema, "", "", null)))
            yield return Make(path, "", parameters, null) with { Body = body };
        foreach (var type in (string[])["application/json; charset=utf8", "application/json;charset=\"UTF-8\"", "application/json; charset=latin1", "text/plain", "application/json; charset"])
            yield return Make(path, Value(schema, "", "", null), parameters, null) with { ContentType = type };
        foreach (var place in Places(schema, ""))
        {
            for (var i = 0; i < draws; i++)
                yield return Make(path, Value(schema, "", "", place), parameters, null);
        }

        foreach (var parameter in parameters)
        {
            for (var i = 0; i < draws; i++)
                yield return Make(path, Value(schema, "", "", null), parameters, parameter.GetProperty("name").GetString());
        }
    }

    private Example Make(string path, string body, JsonElement[] parameters, string? drawn)
    {
        var target = path;
        string? key = null;
        foreach (var parameter in parameters)
        {
            var name = parameter.GetProperty("name").GetString()!;
            var text = name == drawn ? Boundaries.Text(random) : name == "listener" ? "{{listener}}" : Usual.Namespace;
            if (parameter.GetProperty("in").GetString() == "path")
                target = target.Replace($"{{{name}}}", name == drawn ? Escape(text) : text, StringComparison.Ordinal);
            else if (name == drawn)
                key = text;
        }

        return new Example(path, target, Encoding.UTF8.GetBytes(body)) { IdempotencyKey = key, HasSameData = false };
    }

    /// <summary>Bodies that are hardly JSON, or not at all.</summary>
    private static IEnumerable<byte[]> Bodies(string sound) =>
    [
        [], [0], "\ufeff"u8.ToArray(), [0xff], [0xc3], "null"u8.ToArray(), "[]"u8.ToArray(), "1"u8.ToArray(), "\"x\""u8.ToArray(), "{"u8.ToArray(), "{}"u8.ToArray(),
        "{}{}"u8.ToArray(), "{\"\\ud800\":1}"u8.ToArray(), "{\"x\":\"\\ud800\"}"u8.ToArray(), "{\"\":1}"u8.ToArray(), "{\"events\":1e400}"u8.ToArray(), [.. "\ufeff"u8, .. Encoding.UTF8.GetBytes(sound)],
        Encoding.Unicode.GetBytes(sound), Encoding.UTF8.GetBytes(sound + ","), Encoding.UTF8.GetBytes(new string('[', 2000)), Encoding.UTF8.GetBytes(new string(' ', 1000) + sound),
        Encoding.UTF8.GetBytes(sound.Insert(1, "\"no_such_property\":1,")), Encoding.UTF8.GetBytes(sound.Replace("{\"", "{\"\\u0000", StringComparison.Ordinal)),
    ];

    private IEnumerable<string> Places(JsonElement schema, string place)
    {
        schema = Resolve(schema);
        if (schema.TryGetProperty("properties", out var properties))
        {
            foreach (var below in properties.EnumerateObject().SelectMany(property => Places(property.Value, $"{place}/{property.Name}").Prepend($"{place}/{property.Name}")))
                yield return below;
        }
        else if (schema.TryGetProperty("items", out var items))
        {
            yield return $"{place}/*";
            foreach (var below in Places(items, $"{place}/*"))
                yield return below;
        }
    }

    /// <summary>A sound value, except that the value at <paramref name="target"/> is drawn.</summary>
    private string Value(JsonElement schema, string name, string place, string? target)
    {
        schema = Resolve(schema);
        if (place == target)
            return Edge(schema);
        if (schema.TryGetProperty("properties", out var properties))
        {
            var required = schema.TryGetProperty("required", out var names) ? names.EnumerateArray().Select(item => item.GetString()!).ToHashSet() : [];
            return JsonTexts.Object(properties.EnumerateObject().Select(property =>
            {
                var below = $"{place}/{property.Name}";
                var isOnTheWay = target == below || target?.StartsWith($"{below}/", StringComparison.Ordinal) == true;
                var isGiven = isOnTheWay ? below != target || random.Next(8) > 0 : required.Contains(property.Name);
                return (property.Name, isGiven ? Value(property.Value, property.Name, below, target) : null);
            }));
        }

        if (schema.TryGetProperty("items", out var items))
        {
            var item = Value(items, name, $"{place}/*", target);
            var sound = Value(items, name, "", null);
            return JsonTexts.List(target is null || random.Next(2) == 0 ? [item] : [sound, item, sound]);
        }

        return TypeOf(schema) switch
        {
            "object" => "{}",
            "integer" or "number" => "1",
            _ when name is "token" or "tokens" => "\"{{token}}\"",
            _ when name == "listener" => "\"{{listener}}\"",
            _ when name == "namespace" => JsonTexts.Text(Usual.Namespace),
            _ when name == "kind" => "\"notification\"",
            _ when name == "phase" => "\"after\"",
            _ when name == "address" => "\"http://127.0.0.1:1/hook\"",
            _ when name == "routing_key" => JsonTexts.Text(Usual.RoutingKey),
            _ => JsonTexts.Text($"t{(++_made).ToString(CultureInfo.InvariantCulture)}"),
        };
    }

    private string Edge(JsonElement schema)
    {
        if (TypeOf(schema) == "object")
            return Boundaries.Wrong(random);
        if (schema.TryGetProperty("items", out var items))
            return random.Next(3) == 0 ? JsonTexts.List(Enumerable.Repeat(Value(items, "", "", null), random.Next(2) * 1001)) : Boundaries.Wrong(random);
        return Boundaries.Draw((TypeOf(schema), schema.TryGetProperty("format", out var format) ? format.GetString() : "") switch
        {
            ("integer", _) => "Int",
            ("number", _) => "Float",
            (_, "uuid") => "UUID",
            _ when schema.TryGetProperty("description", out var text) && text.GetString()!.Contains("token", StringComparison.Ordinal) => "EventToken",
            _ => "String",
        }, random);
    }

    private JsonElement Resolve(JsonElement schema) => schema.TryGetProperty("oneOf", out var either)
        ? Resolve(either.EnumerateArray().Single(one => one.TryGetProperty("$ref", out _)))
        : schema.TryGetProperty("$ref", out var reference)
        ? description.GetProperty("components").GetProperty("schemas").GetProperty(reference.GetString()!.Split('/')[^1])
        : schema;

    /// <summary>The type of a value that is not null. One without a type takes any JSON, such as an object.</summary>
    private static string TypeOf(JsonElement schema) => !schema.TryGetProperty("type", out var type) ? "object"
        : type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().Select(one => one.GetString()!).First(one => one != "null")
        : type.GetString()!;

    /// <summary>Percent-encodes every byte that is neither a letter nor a digit.</summary>
    private static string Escape(string text) => string.Concat(
        Encoding.UTF8.GetBytes(text).Select(value => char.IsAsciiLetterOrDigit((char)value) ? ((char)value).ToString() : $"%{value:X2}"));
}
