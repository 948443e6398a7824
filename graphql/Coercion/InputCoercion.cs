using System.Text.Json;
using MoCluster.GraphQL.Language.Ast;
using MoCluster.GraphQL.Spelling;
using MoCluster.GraphQL.Types;

namespace MoCluster.GraphQL.Coercion;

/// <summary>
/// Coerces the JSON of one variable to its type (spec §3.5 to §3.12). Reports every error with its path within the value.
/// </summary>
internal readonly struct InputCoercion(VariableDefinitionNode variable, VariableErrors errors)
{
    public object? Coerce(JsonElement value, GraphQLType type, InputPath? path)
    {
        if (type is NonNullType nonNull)
        {
            if (value.ValueKind != JsonValueKind.Null)
                return Coerce(value, nonNull.Of, path);
            Refuse(value, path, $"Expected non-nullable type \"{type}\" not to be null.");
            return null;
        }

        return value.ValueKind == JsonValueKind.Null ? null : type switch
        {
            ListType list => CoerceList(value, list, path),
            InputObjectType input => CoerceObject(value, input, path),
            EnumType @enum => CoerceEnum(value, @enum, path),
            ScalarType scalar => CoerceScalar(value, scalar, path),
            _ => throw new InvalidOperationException($"{type} is not an input type."),
        };
    }

    private object?[] CoerceList(JsonElement value, ListType type, InputPath? path)
    {
        if (value.ValueKind != JsonValueKind.Array)
            return [Coerce(value, type.Of, path)];
        var items = new object?[value.GetArrayLength()];
        var i = 0;
        foreach (var item in value.EnumerateArray())
        {
            items[i] = Coerce(item, type.Of, new InputPath(path, null, i));
            i++;
            if (errors.IsFull)
                break;
        }

        return items;
    }

    private object? CoerceObject(JsonElement value, InputObjectType type, InputPath? path)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            Refuse(value, path, $"Expected type \"{type}\" to be an object.");
            return null;
        }

        var before = errors.Count;
        var values = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var field in type.Fields)
        {
            if (value.TryGetProperty(field.Name, out var given))
                values[field.Name] = Coerce(given, field.Type, new InputPath(path, field.Name, 0));
            else if (field.DefaultLiteral is not null)
                values[field.Name] = field.DefaultValue;
            else if (field.Type is NonNullType)
                Refuse(value, path, $"Field \"{field.Name}\" of required type \"{field.Type}\" was not provided.");
        }

        foreach (var property in value.EnumerateObject())
        {
            if (type.FindField(property.Name) is not null)
                continue;
            var suggestions = Suggestions.For(property.Name, type.Fields.Select(f => f.Name));
            Refuse(value, path, $"Field \"{property.Name}\" is not defined by type \"{type}\"." + Suggestions.DidYouMean(suggestions));
        }

        return errors.Count > before ? null : Converted(value, type, values, path);
    }

    private object? Converted(JsonElement value, InputObjectType type, Dictionary<string, object?> values, InputPath? path)
    {
        try
        {
            return LiteralCoercion.Convert(type, values);
        }
        catch (GraphQLException exception)
        {
            Refuse(value, path, exception.Message, exception);
            return null;
        }
    }

    private object? CoerceEnum(JsonElement value, EnumType type, InputPath? path)
    {
        if (value.ValueKind != JsonValueKind.String)
        {
            var text = ValueInspection.Describe(value);
            Refuse(value, path, $"Enum \"{type}\" cannot represent non-string value: {text}." + EnumSuggestions(text, type));
            return null;
        }

        var name = value.GetString()!;
        if (type.FindByName(name) is { } known)
            return known.Value;
        Refuse(value, path, $"Value \"{name}\" does not exist in \"{type}\" enum." + EnumSuggestions(name, type));
        return null;
    }

    private object? CoerceScalar(JsonElement value, ScalarType type, InputPath? path)
    {
        try
        {
            return type.ParseValue(value);
        }
        catch (GraphQLException exception)
        {
            Refuse(value, path, exception.Message, exception);
        }
        catch (Exception exception) when (LiteralCoercion.IsRefusal(exception))
        {
            Refuse(value, path, $"Expected type \"{type}\". {exception.Message}");
        }

        return null;
    }

    private static string EnumSuggestions(string name, EnumType type) =>
        Suggestions.DidYouMean("the enum value", Suggestions.For(name, type.Values.Select(v => v.Name)));

    private void Refuse(JsonElement value, InputPath? path, string reason, GraphQLException? refusal = null)
    {
        var name = variable.Variable.Name.Value;
        var at = path is null ? "" : $" at \"{name}{path}\"";
        errors.Add($"Variable \"${name}\" got invalid value ", value, $"{at}; {reason}", variable, refusal);
    }
}
