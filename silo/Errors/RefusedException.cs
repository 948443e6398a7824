using MoCluster.GrainInterfaces;
using MoCluster.GraphQL;

namespace MoCluster.Silo.Errors;

/// <summary>A refusal on its way to the caller: an error of GraphQL, or the answer of plain HTTP.</summary>
/// <param name="refusal">The refusal.</param>
/// <param name="status">The HTTP status that fits it.</param>
/// <param name="extensions">What GraphQL says of it besides.</param>
internal sealed class RefusedException(Refusal refusal, int status, IReadOnlyDictionary<string, object?> extensions)
    : GraphQLException(refusal.Message, refusal.Code, extensions)
{
    /// <summary>The refusal.</summary>
    public Refusal Refusal { get; } = refusal;

    /// <summary>The HTTP status that fits it.</summary>
    public int Status { get; } = status;
}
