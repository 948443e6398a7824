using System.Collections.Immutable;
using System.Text.Json;
using MoCluster.GrainInterfaces.Catalogue.Reading;

namespace MoCluster.GrainInterfaces.Catalogue.Loading;

/// <summary>Turns a field's entry in a catalogue file into a <see cref="FieldDefinition"/>, and reports the entry's problems.</summary>
internal sealed class FieldDefinitionBuilder(CatalogueFile.FieldEntry entry, IReadOnlyDictionary<string, string> types, Action<string, string> report)
{
    private const int LongestString = 1024;
    private const int LongestText = 16_384;
    private const int MostItems = 1000;

    /// <summary>Objects may be found by a line of text, so stores limit its size: <c>StoreLimits.MaxKeyBytes</c>.</summary>
    private const int MostBytesOfString = 2_560;

    /// <summary>The most bytes of a character in UTF-8.</summary>
    private const int BytesOfCharacter = 4;

    public FieldDefinition Build(int index)
    {
        var textual = entry.Kind is FieldKind.String or FieldKind.Text;
        Only(entry.Kind is FieldKind.Reference or FieldKind.References, entry.Target is not null, "target", needed: true);
        Only(entry.Kind is not FieldKind.Text, entry.Filter is not null, "filter");
        Only(entry.Kind is FieldKind.Reference, entry.Acyclic, "acyclic");
        Only(entry.Kind is FieldKind.References, (entry.MinItems ?? entry.MaxItems) is not null, "minItems or maxItems");
        Only(entry.Kind is FieldKind.References, entry.DuplicateCode is not null, "duplicateCode");
        Only(entry.Kind is FieldKind.References, (entry.Aliases ?? []).Any(alias => alias.Single), "aliases.single");
        Only(entry.Kind is FieldKind.Integer, (entry.Min ?? entry.Max) is not null, "min or max");
        Only(textual, (entry.MinLength ?? entry.MaxLength) is not null, "minLength or maxLength");
        Only(entry.Kind is FieldKind.Enum, entry.GraphQL is not null, "graphql", needed: true);
        Only(entry.Kind is FieldKind.Enum or FieldKind.String, entry.Values is not null, "values", needed: entry.Kind is FieldKind.Enum);
        Only(entry.Kind is FieldKind.Enum or FieldKind.String, entry.Default is not null, "default");
        if (entry.Target is { } target && !types.ContainsKey(target))
            Problem("target", $"there is no type '{target}'.{NearestName.Hint(target, types.Keys)}");
        if (entry.Description.Length == 0)
            Problem("description", "it is empty");
        var field = Build(index, BuildValues());
        if (field.Min > field.Max || field.MinLength > field.MaxLength || field.MinItems > field.MaxItems)
            Problem("max", "it is below the minimum");
        if (field is { Default: { } value, Values.IsEmpty: false } && field.Values.All(allowed => allowed.Name != value))
            Problem("default", $"'{value}' is not one of the values");
        return field;
    }

    private FieldDefinition Build(int index, ImmutableArray<EnumValueDefinition> values) => new()
    {
        Index = index,
        Name = entry.Name,
        InputName = entry.Input ?? entry.Name,
        Reads = [.. (entry.Reads ?? UsualReads()).Select(read => ReadDefinition.Parse(read.Key, read.Value))],
        Filter = entry.Filter,
        Description = entry.Description,
        Kind = entry.Kind,
        Target = entry.Target,
        EnumName = entry.GraphQL,
        Values = values,
        Min = entry.Min ?? int.MinValue,
        Max = entry.Max ?? int.MaxValue,
        MinLength = entry.MinLength ?? 0,
        MaxLength = entry.MaxLength ?? (entry.Kind is FieldKind.Text ? LongestText : LongestString),
        MaxBytes = entry.Kind is FieldKind.Text ? (entry.MaxLength ?? LongestText) * BytesOfCharacter : MostBytesOfString,
        MinItems = entry.MinItems ?? 0,
        MaxItems = entry.MaxItems ?? MostItems,
        DuplicateCode = entry.DuplicateCode,
        Default = entry.Default,
        DefaultFrom = entry.DefaultFrom,
        Absent = entry.Absent,
        Acyclic = entry.Acyclic,
    };

    /// <summary>How a field is read whose entry does not say it.</summary>
    private Dictionary<string, string> UsualReads()
    {
        var target = entry.Target is { } name && types.TryGetValue(name, out var type) ? type : entry.Target;
        return entry.Kind switch
        {
            FieldKind.Reference => new() { [$"{entry.Name}_response"] = $"{target}Response", [$"{entry.Name}_uuid"] = "UUID" },
            FieldKind.References => new() { [$"{entry.Name}_response"] = $"{target}ResponsePaged!", [$"{entry.Name}_uuids"] = "[UUID!]!" },
            FieldKind.Integer => new() { [entry.Name] = "Int" },
            FieldKind.Boolean => new() { [entry.Name] = "Boolean" },
            FieldKind.Date => new() { [entry.Name] = "Date" },
            FieldKind.Cpr => new() { [entry.Name] = "CPR" },
            FieldKind.Enum => new() { [entry.Name] = entry.GraphQL ?? "String" },
            _ => new() { [entry.Name] = "String" },
        };
    }

    private ImmutableArray<EnumValueDefinition> BuildValues()
    {
        var values = ImmutableArray.CreateBuilder<EnumValueDefinition>();
        foreach (var value in entry.Values ?? [])
        {
            if (value.ValueKind == JsonValueKind.String)
                values.Add(new EnumValueDefinition(value.GetString()!, null));
            else if (value.ValueKind == JsonValueKind.Object)
                values.Add(value.Deserialize<EnumValueDefinition>(CatalogueFile.Format)!);
            else
                Problem("values", "a value is a name, or an object with name and description");
        }
        foreach (var twice in values.GroupBy(value => value.Name, StringComparer.Ordinal).Where(group => group.Count() > 1))
            Problem("values", $"'{twice.Key}' is listed twice");
        return values.ToImmutable();
    }

    private void Only(bool allowed, bool given, string property, bool needed = false)
    {
        if (given && !allowed)
            Problem(property, $"a field of kind {entry.Kind} cannot have it");
        if (needed && allowed && !given)
            Problem(property, $"a field of kind {entry.Kind} needs it");
    }

    private void Problem(string at, string what) => report($"fields.{entry.Name}.{at}", what);
}
