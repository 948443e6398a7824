using System.Collections.Immutable;
using System.Text.Json;

namespace MoCluster.GrainInterfaces.Catalogue.Loading;

/// <summary>Turns catalogue files into an <see cref="ObjectCatalogue"/>, and collects every problem that it finds in them.</summary>
internal sealed class CatalogueLoader
{
    private readonly List<string> _problems = [];

    /// <summary>The GraphQL names of the types, by their names.</summary>
    private readonly Dictionary<string, string> _types = new(StringComparer.Ordinal);

    public ObjectCatalogue Load(IEnumerable<Stream> packs)
    {
        var files = packs.Select(Read).ToArray();
        var entries = files.SelectMany(file => file.Types.Select(entry => (file.Namespace, Entry: entry))).ToArray();
        foreach (var (_, entry) in entries)
        {
            if (!_types.TryAdd(entry.Name, entry.GraphQL))
                _problems.Add($"{entry.Name}: the type is declared twice");
        }
        Unique(entries.Select(item => (item.Entry.GraphQL, item.Entry.Name)), "GraphQL type name");
        Unique(entries.SelectMany(item => Queries(item.Entry)), "query name");
        Unique(entries.SelectMany(item => item.Entry.Mutators.Select(mutator => (mutator.Name, item.Entry.Name))), "mutator name");
        var types = entries.Select(item => new TypeDefinitionBuilder(item.Entry, item.Namespace, _types, _problems).Build()).ToImmutableArray();
        if (_problems.Count == 0)
            CheckLinks(types);
        return _problems.Count == 0 ? new ObjectCatalogue(types) : throw new CatalogueException([.. _problems]);
    }

    private static CatalogueFile Read(Stream pack)
    {
        try
        {
            return JsonSerializer.Deserialize<CatalogueFile>(pack, CatalogueFile.Format)
                ?? throw new JsonException("The file holds null.");
        }
        catch (JsonException wrong)
        {
            throw new CatalogueException($"The object catalogue is not readable: {wrong.Message}", wrong);
        }
    }

    private static IEnumerable<(string Query, string Type)> Queries(CatalogueFile.TypeEntry entry) =>
        (entry.QueryAliases ?? []).Prepend(entry.Query).Select(query => (query, entry.Name));

    /// <summary>Checks that the types at which rules look have the fields that the rules compare.</summary>
    private void CheckLinks(ImmutableArray<TypeDefinition> types)
    {
        var byName = types.ToDictionary(type => type.Name, StringComparer.Ordinal);
        foreach (var type in types)
        {
            foreach (var (reference, field) in type.Agreements.Select(agreement => (agreement.Reference, agreement.Field)))
            {
                if (byName[reference.Target!].FindField(field.Name) is not { } theirs || (theirs.Kind, theirs.Target) != (field.Kind, field.Target))
                    _problems.Add($"{type.Name}.agreements: '{reference.Target}' has no such field '{field.Name}'");
            }
            foreach (var relation in type.Relations)
            {
                if (byName[relation.Type].FindField(relation.Field) is not { Filter: not null } field || field.Target != type.Name)
                    _problems.Add($"{type.Name}.relations: '{relation.Type}' has no reference '{relation.Field}' to the type by which lists are filtered");
            }
            var classes = type.Formats.Select(format => format.Class).Concat(type.Exclusions.Select(exclusion => exclusion.Primary));
            foreach (var reference in classes.OfType<FieldDefinition>())
            {
                if (byName[reference.Target!].FindField("scope") is not { Kind: FieldKind.String })
                    _problems.Add($"{type.Name}.{reference.Name}: '{reference.Target}' has no text 'scope', which the rule looks at");
            }
        }
    }

    private void Unique(IEnumerable<(string Name, string Type)> names, string what)
    {
        foreach (var same in names.GroupBy(item => item.Name, StringComparer.Ordinal).Where(group => group.Count() > 1))
            _problems.Add($"{string.Join(", ", same.Select(item => item.Type))}: the {what} '{same.Key}' is used more than once");
    }
}
