using System.Collections.Immutable;
using MoCluster.GrainInterfaces.Hooks;

namespace MoCluster.Grains.Hooks.Catalogue;

/// <summary>An argument of the file: its type is a kind of value, or else the name of a type of objects.</summary>
internal sealed record HookArgumentEntry(
    string Name, string Type, bool Optional = false, bool Nullable = false, bool Shared = false, bool Sensitive = false, ImmutableArray<string> Values = default)
{
    public HookArgument ToArgument()
    {
        HookValueKind? simple = Type switch
        {
            "any" => HookValueKind.Any,
            "string" => HookValueKind.String,
            "strings" => HookValueKind.Strings,
            "dictionary" => HookValueKind.Dictionary,
            _ => null,
        };
        return new HookArgument
        {
            Name = Name,
            Kind = simple ?? HookValueKind.Object,
            ObjectType = simple is null ? Type : null,
            IsOptional = Optional,
            IsNullable = Nullable,
            IsShared = Shared,
            IsSensitive = Sensitive,
            Values = Values.IsDefault ? [] : Values,
        };
    }
}
