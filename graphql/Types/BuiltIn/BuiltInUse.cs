namespace MoCluster.GraphQL.Types.BuiltIn;

/// <summary>Leaves built-in scalars that nothing refers to out of a schema (spec §3.5).</summary>
internal static class BuiltInUse
{
    /// <summary>The types, without the built-in scalars that neither a type nor a directive refers to.</summary>
    public static IEnumerable<NamedType> Without(IReadOnlyCollection<NamedType> types, IEnumerable<DirectiveType> directives)
    {
        var used = directives.SelectMany(d => d.Arguments).Concat(types.SelectMany(InputsOf)).Select(v => v.Type.Named)
            .Concat(types.OfType<FieldsType>().SelectMany(t => t.Fields).Select(f => f.Type.Named))
            .ToHashSet();
        return types.Where(t => used.Contains(t) || !BuiltInScalars.All.Contains(t));
    }

    private static IEnumerable<InputValue> InputsOf(NamedType type) => type switch
    {
        InputObjectType input => input.Fields,
        FieldsType fields => fields.Fields.SelectMany(f => f.Arguments),
        _ => [],
    };
}
