using System.Globalization;

namespace MoCluster.GraphQL.Coercion;

/// <summary>The path from a variable to a part of its value; null is the variable itself.</summary>
internal sealed record InputPath(InputPath? Parent, string? Field, int Index)
{
    public override string ToString() =>
        Parent + (Field is null ? $"[{Index.ToString(CultureInfo.InvariantCulture)}]" : "." + Field);
}
