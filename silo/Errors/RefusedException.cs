using MoCluster.GrainInterfaces;
using MoCluster.GraphQL;

namespace MoCluster.Silo.Errors;

/// <summary>A refusal on its way to the caller. It becomes an error of a GraphQL field, or the answer of a plain HTTP request.</summary>
/// <param name="refusal">The refusal.</param>
/// <param name="status">The HTTP status of the refusal.</param>
/// <param name="extensions">The further extensions of the GraphQL error.</param>
internal sealed class RefusedException(Refusal refusal, int status, IReadOnlyDictionary<string, object?> extensions)
    : GraphQLException(refusal.Message, refusal.Code, extensions)
{
    /// <summary>The refusal.</summary>
    public Refusal Refusal { get; } = refusal;

    /// <summary>The HTTP status of the refusal.</summary>
    public int Status { get; } = status;
}
