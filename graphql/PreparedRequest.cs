using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace MoCluster.GraphQL;

/// <summary>A request that was parsed and validated. It has an operation to run, or the errors for which it is refused.</summary>
public sealed class PreparedRequest
{
    internal PreparedRequest(GraphQLRequest request, PreparedOperation? operation, ImmutableArray<GraphQLError> errors)
    {
        Request = request;
        Operation = operation;
        Errors = errors;
    }

    /// <summary>The request as it was sent.</summary>
    public GraphQLRequest Request { get; }

    /// <summary>The operation to run; null if there are errors.</summary>
    public PreparedOperation? Operation { get; }

    /// <summary>Why the request cannot run; empty if it can.</summary>
    public ImmutableArray<GraphQLError> Errors { get; }

    /// <summary>True if the request can run.</summary>
    [MemberNotNullWhen(true, nameof(Operation))]
    public bool IsValid => Operation is not null;
}
