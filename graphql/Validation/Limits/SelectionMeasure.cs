using MoCluster.GraphQL.Language.Ast;

namespace MoCluster.GraphQL.Validation.Limits;

/// <summary>
/// The size of a selection set with fragments expanded. Counts stop at 2^40, far above any limit, so they cannot overflow.
/// </summary>
internal readonly record struct SelectionMeasure(long Depth, long Height, long Fields, long Aliases, long Directives, long Spreads)
{
    private const long Ceiling = 1L << 40;

    public SelectionMeasure Within(FieldNode field) =>
        this with { Depth = Depth + 1, Fields = Fields + 1, Aliases = Aliases + (field.Alias is null ? 0 : 1) };

    /// <summary>The measure of a selection set that contains the selections measured so far.</summary>
    public SelectionMeasure Enclosed() => this with { Height = Height + 1 };

    public SelectionMeasure Spread() => this with { Spreads = Spreads + 1 };

    public SelectionMeasure Plus(SelectionMeasure other, int directives) => new(
        Math.Max(Depth, other.Depth),
        Math.Max(Height, other.Height),
        Math.Min(Fields + other.Fields, Ceiling),
        Math.Min(Aliases + other.Aliases, Ceiling),
        Math.Min(Directives + other.Directives + directives, Ceiling),
        Math.Min(Spreads + other.Spreads, Ceiling));
}
