using System.Text.Json;
using System.Text.Json.Serialization;
using MoCluster.GrainInterfaces.Catalogue.Mutators;
using MoCluster.GrainInterfaces.Catalogue.Reading;
using MoCluster.GrainInterfaces.Catalogue.Rules;

namespace MoCluster.GrainInterfaces.Catalogue.Loading;

/// <summary>A catalogue file: one pack of types as JSON has them. The loader turns them into <see cref="TypeDefinition"/>s.</summary>
internal sealed record CatalogueFile(string Pack, string Namespace, CatalogueFile.TypeEntry[] Types)
{
    /// <summary>How the file is read: names in camel case, without unknown or missing ones.</summary>
    public static JsonSerializerOptions Format { get; } = new(JsonSerializerDefaults.Web)
    {
        PropertyNameCaseInsensitive = false,
        NumberHandling = JsonNumberHandling.Strict,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        AllowDuplicateProperties = false,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    internal sealed record TypeEntry(
        string Name, string Query, string RoleType, string Description, FieldEntry[] Fields, MutatorEntry[] Mutators)
    {
        [JsonPropertyName("graphql")]
        public required string GraphQL { get; init; }
        public string[]? QueryAliases { get; init; }
        public RegistrationEntry? Registrations { get; init; }
        public RelationEntry[]? Relations { get; init; }
        public CodesEntry? Codes { get; init; }
        public EndPolicy OnEnd { get; init; }
        public string? Vacates { get; init; }
        public string[]? EventKey { get; init; }
        public RuleEntry[]? Rules { get; init; }
        public UniqueEntry[]? Unique { get; init; }
        public AgreementEntry[]? Agreements { get; init; }
        public ExclusionEntry[]? Exclusions { get; init; }
        public FormatEntry[]? Formats { get; init; }
        public PermissionEntry[]? Permissions { get; init; }
    }

    internal sealed record FieldEntry(string Name, FieldKind Kind, string Description)
    {
        public string? Input { get; init; }
        public Dictionary<string, string>? Reads { get; init; }
        public FilterDefinition? Filter { get; init; }
        public string? Target { get; init; }
        [JsonPropertyName("graphql")]
        public string? GraphQL { get; init; }
        public JsonElement[]? Values { get; init; }
        public int? Min { get; init; }
        public int? Max { get; init; }
        public int? MinLength { get; init; }
        public int? MaxLength { get; init; }
        public int? MinItems { get; init; }
        public int? MaxItems { get; init; }
        public string? DuplicateCode { get; init; }
        public string? Default { get; init; }
        public string? DefaultFrom { get; init; }
        public AbsentMeaning Absent { get; init; }
        public bool Acyclic { get; init; }
        public AliasEntry[]? Aliases { get; init; }
    }

    internal sealed record AliasEntry(string Name, string[] Mutators, string Deprecation, bool Single = false);

    internal sealed record RegistrationEntry(string? Type = null, string? Filter = null, string? Model = null, bool Filtered = true);

    internal sealed record RelationEntry(string Type, string Field, Dictionary<string, string> Reads, bool Inherits = false);

    internal sealed record CodesEntry(
        string? NotFound = null,
        string? Outside = null,
        string? Cycle = null,
        string? Children = null,
        string? Dependents = null,
        string? ChildrenAndDependents = null,
        Dictionary<string, string>? DependentsOf = null);

    internal sealed record RuleEntry(RuleKind Kind, string[] Fields, string Code, string Message);

    internal sealed record UniqueEntry(string Name, string[] Fields, string Code, string Message);

    internal sealed record AgreementEntry(string Reference, string Field, string Code, string Message, bool CoversAbsence = false);

    internal sealed record ExclusionEntry(string Within, string[] Same, string Code, string Message, string? Primary = null);

    internal sealed record FormatEntry(string Field, string Class, ScopeEntry[] Scopes, string Code, string Message);

    internal sealed record ScopeEntry(
        string Scope, string? Pattern = null, string? Code = null, string? Message = null, string? Expected = null);

    internal sealed record PermissionEntry(string Field, string By, string Code, string Message);

    internal sealed record MutatorEntry(string Name, string Input, OperationEntry[] Operations)
    {
        public InputEntry? Create { get; init; }
        public InputEntry? Update { get; init; }
        public RelateEntry? Relate { get; init; }
        public string? OpenValidity { get; init; }
        public string? Refresh { get; init; }
        public string? Note { get; init; }
        public BulkEntry? Bulk { get; init; }
    }

    /// <summary>The input of a create or an update.</summary>
    /// <param name="Validity">How the input gives the validity.</param>
    /// <param name="Required">The names of the fields that the input must have.</param>
    /// <param name="Optional">The names of the other fields that it may have; null for all other fields of the type, in the file's order.</param>
    internal sealed record InputEntry(ValidityInputKind Validity, string[] Required, string[]? Optional = null);

    internal sealed record RelateEntry(string Field, string Origin, string Destination);

    internal sealed record BulkEntry(string? Create = null, string? Update = null);

    internal enum OperationEntry
    {
        Terminate,
        Delete,
        Refresh,
    }
}
