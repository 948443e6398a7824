using System.Collections.Frozen;
using System.Collections.Immutable;
using MoCluster.GrainInterfaces.Catalogue.Mutators;
using MoCluster.GrainInterfaces.Catalogue.Reading;
using MoCluster.GrainInterfaces.Catalogue.Rules;

namespace MoCluster.GrainInterfaces.Catalogue.Loading;

/// <summary>Turns a type's entry in a catalogue file into a <see cref="TypeDefinition"/>, and reports the entry's problems.</summary>
internal sealed class TypeDefinitionBuilder(
    CatalogueFile.TypeEntry entry,
    string @namespace,
    IReadOnlyDictionary<string, string> types,
    List<string> problems)
{
    private static readonly ImmutableArray<string> UsualEventKey = ["person", "org_unit"];
    private readonly Dictionary<string, FieldDefinition> _fields = new(StringComparer.Ordinal);

    public TypeDefinition Build()
    {
        Named(entry.Name, "name");
        if (entry.Description.Length == 0)
            Problem("description", "it is empty");
        if (entry.Mutators.Length == 0)
            Problem("mutators", "there are none, so no object of the type could be created");
        var fields = BuildFields();
        var links = new LinkedRuleBuilder(entry, Resolve, Problem);
        return new TypeDefinition(entry.Name, fields, [.. entry.Mutators.Select(BuildMutator)])
        {
            Namespace = @namespace,
            GraphQLName = entry.GraphQL,
            QueryName = entry.Query,
            QueryAliases = [.. entry.QueryAliases ?? []],
            RoleType = entry.RoleType,
            Description = entry.Description,
            Registrations = BuildRegistrations(entry.Registrations ?? new CatalogueFile.RegistrationEntry()),
            Relations = [.. (entry.Relations ?? []).Select(BuildRelation)],
            OnEnd = entry.OnEnd,
            VacatedField = BuildVacated(),
            Codes = BuildCodes(entry.Codes ?? new CatalogueFile.CodesEntry()),
            Rules = [.. (entry.Rules ?? []).Select(BuildRule)],
            Agreements = links.Agreements(),
            Exclusions = links.Exclusions(),
            Formats = links.Formats(),
            Permissions = links.Permissions(),
            UniqueKeys = [.. (entry.Unique ?? []).Select(BuildUnique)],
            EventKeyFields = BuildEventKey(),
        };
    }

    private ImmutableArray<FieldDefinition> BuildFields()
    {
        var fields = ImmutableArray.CreateBuilder<FieldDefinition>(entry.Fields.Length);
        foreach (var field in entry.Fields)
        {
            Named(field.Name, $"fields.{field.Name}");
            var definition = new FieldDefinitionBuilder(field, types, Problem).Build(fields.Count);
            if (!_fields.TryAdd(field.Name, definition))
                Problem($"fields.{field.Name}", "it is declared twice");
            fields.Add(definition);
        }
        foreach (var field in entry.Fields.Where(field => field.DefaultFrom is not (null or "uuid")))
            Resolve(field.DefaultFrom!, $"fields.{field.Name}.defaultFrom");
        return fields.MoveToImmutable();
    }

    private MutatorDefinition BuildMutator(CatalogueFile.MutatorEntry mutator)
    {
        var at = $"mutators.{mutator.Name}";
        Named(mutator.Name, at);
        if (mutator.Bulk?.Create is not null && mutator.Create is null)
            Problem($"{at}.bulk.create", "there is no create");
        if (mutator.Bulk?.Update is not null && mutator.Update is null)
            Problem($"{at}.bulk.update", "there is no update");
        var refresh = mutator.Operations.Contains(CatalogueFile.OperationEntry.Refresh);
        return new MutatorDefinition
        {
            Name = mutator.Name,
            InputName = mutator.Input,
            OpenValidityName = mutator.OpenValidity ?? "RAOpenValidityInput",
            Create = BuildInput(mutator, mutator.Create, $"{at}.create"),
            Update = BuildInput(mutator, mutator.Update, $"{at}.update"),
            Relate = BuildRelate(mutator.Relate, $"{at}.relate"),
            Terminate = mutator.Operations.Contains(CatalogueFile.OperationEntry.Terminate),
            Delete = mutator.Operations.Contains(CatalogueFile.OperationEntry.Delete),
            RefreshName = refresh ? mutator.Refresh ?? $"{mutator.Name}_refresh" : null,
            BulkCreateName = mutator.Bulk?.Create,
            BulkUpdateName = mutator.Bulk?.Update,
            Note = mutator.Note,
        };
    }

    private InputDefinition? BuildInput(CatalogueFile.MutatorEntry mutator, CatalogueFile.InputEntry? input, string at)
    {
        if (input is null)
            return null;
        var always = (mutator.Create?.Required ?? []).ToHashSet(StringComparer.Ordinal);
        var fields = ImmutableArray.CreateBuilder<InputFieldDefinition>();
        var aliases = new List<InputFieldDefinition>();
        var optional = input.Optional ?? entry.Fields.Select(field => field.Name).Except(input.Required);
        foreach (var (name, required) in input.Required.Select(name => (name, true)).Concat(optional.Select(name => (name, false))))
        {
            if (Resolve(name, at) is not { } field)
                continue;
            var clearable = !required && !always.Contains(name) && !field.HasDefault;
            fields.Add(new InputFieldDefinition(field.InputName, field, required, clearable, Deprecation: null, Single: false));
            var source = entry.Fields[field.Index];
            foreach (var alias in (source.Aliases ?? []).Where(alias => alias.Mutators.Contains(mutator.Name)))
                aliases.Add(new InputFieldDefinition(alias.Name, field, Required: false, clearable, alias.Deprecation, alias.Single));
        }
        fields.AddRange(aliases);
        foreach (var twice in fields.GroupBy(field => field.Name, StringComparer.Ordinal).Where(group => group.Count() > 1))
            Problem(at, $"the input name '{twice.Key}' is used more than once");
        foreach (var taken in fields.Where(field => field.Name is "uuid" or "validity" or "note"))
            Problem(at, $"the input name '{taken.Name}' is reserved for the mutation itself");
        return fields.GroupBy(field => field.Name, StringComparer.Ordinal).All(group => group.Count() == 1)
            ? new InputDefinition(input.Validity, fields.ToImmutable())
            : null;
    }

    private RelateDefinition? BuildRelate(CatalogueFile.RelateEntry? relate, string at)
    {
        if (relate is null || Resolve(relate.Field, at) is not { } field)
            return null;
        if (field is not { Kind: FieldKind.References, MinItems: 2, MaxItems: 2 })
            Problem($"{at}.field", $"'{relate.Field}' must be references with minItems and maxItems 2");
        return new RelateDefinition(field, relate.Origin, relate.Destination);
    }

    private RegistrationNames BuildRegistrations(CatalogueFile.RegistrationEntry names) => new(
        names.Type ?? $"{entry.GraphQL}Registration",
        names.Filtered ? names.Filter ?? $"{entry.GraphQL}RegistrationFilter" : null,
        names.Model ?? entry.Name);

    private RelationDefinition BuildRelation(CatalogueFile.RelationEntry relation)
    {
        if (!types.ContainsKey(relation.Type))
            Problem("relations", $"there is no type '{relation.Type}'.{NearestName.Hint(relation.Type, types.Keys)}");
        return new RelationDefinition(
            relation.Type, relation.Field, [.. relation.Reads.Select(read => ReadDefinition.Parse(read.Key, read.Value))], relation.Inherits);
    }

    private RuleDefinition BuildRule(CatalogueFile.RuleEntry rule, int index)
    {
        if (rule.Fields.Length < 2)
            Problem($"rules[{index}].fields", "a rule has at least two fields");
        return new RuleDefinition(rule.Kind, ResolveAll(rule.Fields, $"rules[{index}].fields"), rule.Code, rule.Message);
    }

    private UniqueKeyDefinition BuildUnique(CatalogueFile.UniqueEntry unique, int index)
    {
        if (unique.Fields.Length == 0)
            Problem($"unique[{index}].fields", "it is empty");
        return new UniqueKeyDefinition($"{entry.Name}.{unique.Name}", ResolveAll(unique.Fields, $"unique[{index}].fields"), unique.Code, unique.Message);
    }

    private ImmutableArray<FieldDefinition> BuildEventKey()
    {
        var fields = entry.EventKey is { } named
            ? ResolveAll(named, "eventKey")
            : [.. UsualEventKey.Where(_fields.ContainsKey).Select(name => _fields[name])];
        foreach (var field in fields.Where(field => field.Kind != FieldKind.Reference))
            Problem("eventKey", $"'{field.Name}' is not a reference");
        return fields;
    }

    private FieldDefinition? BuildVacated()
    {
        if (entry.Vacates is null || Resolve(entry.Vacates, "vacates") is not { } field)
            return null;
        if (field.Kind != FieldKind.Reference || entry.Mutators.Any(mutator => mutator.Create?.Required.Contains(field.Name) is true))
            Problem("vacates", $"'{field.Name}' must be a reference that no create requires");
        return field;
    }

    private TypeCodes BuildCodes(CatalogueFile.CodesEntry codes) => new(
        codes.NotFound ?? "E_NOT_FOUND",
        codes.Outside ?? "V_INVALID_VALIDITY",
        codes.Cycle ?? "E_INVALID_INPUT",
        codes.Children ?? RefusalCode.Conflict,
        codes.Dependents ?? RefusalCode.Conflict,
        codes.ChildrenAndDependents ?? codes.Dependents ?? RefusalCode.Conflict)
    {
        DependentsOf = BuildDependentsOf(codes.DependentsOf ?? []),
    };

    private FrozenDictionary<string, string> BuildDependentsOf(Dictionary<string, string> codes)
    {
        foreach (var unknown in codes.Keys.Where(type => !types.ContainsKey(type)))
            Problem("codes.dependentsOf", $"there is no type '{unknown}'.{NearestName.Hint(unknown, types.Keys)}");
        return codes.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private ImmutableArray<FieldDefinition> ResolveAll(string[] names, string at) =>
        [.. names.Select(name => Resolve(name, at)).OfType<FieldDefinition>()];

    private FieldDefinition? Resolve(string name, string at)
    {
        if (_fields.TryGetValue(name, out var field))
            return field;
        Problem(at, $"there is no field '{name}'.{NearestName.Hint(name, _fields.Keys)}");
        return null;
    }

    private void Named(string name, string at)
    {
        var letters = name.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '_');
        if (!letters || name.Length == 0 || !char.IsAsciiLetterLower(name[0]))
            Problem(at, $"'{name}' is not a name: use small letters, digits and underscores, and begin with a letter");
    }

    private void Problem(string at, string what) => problems.Add($"{entry.Name}.{at}: {what}");
}
