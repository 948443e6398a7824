using System.Collections.Frozen;
using System.Collections.Immutable;

namespace MoCluster.GrainInterfaces.Catalogue.Mutators;

/// <summary>The input of a create or an update.</summary>
public sealed class InputDefinition
{
    private readonly FrozenDictionary<string, InputFieldDefinition> _byName;

    internal InputDefinition(ValidityInputKind validity, ImmutableArray<InputFieldDefinition> fields)
    {
        Validity = validity;
        Fields = fields;
        _byName = fields.ToFrozenDictionary(field => field.Name, StringComparer.Ordinal);
    }

    /// <summary>How the input gives the validity.</summary>
    public ValidityInputKind Validity { get; }

    /// <summary>The fields: required ones first, aliases last.</summary>
    public ImmutableArray<InputFieldDefinition> Fields { get; }

    /// <summary>Finds a field by its name in the input; null when there is none.</summary>
    /// <param name="name">The name.</param>
    public InputFieldDefinition? Find(string name) => _byName.GetValueOrDefault(name);
}
