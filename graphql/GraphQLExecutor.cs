using System.Collections.Immutable;
using MoCluster.GraphQL.Coercion;
using MoCluster.GraphQL.Documents;
using MoCluster.GraphQL.Execution;
using MoCluster.GraphQL.Planning;
using MoCluster.GraphQL.Types;

namespace MoCluster.GraphQL;

/// <summary>
/// Runs GraphQL requests against one schema. Make one executor per schema and keep it: it is safe to use from many threads.
/// </summary>
public sealed class GraphQLExecutor
{
    private readonly DocumentCache _documents;

    /// <summary>Creates an executor.</summary>
    /// <param name="schema">The schema that requests run against.</param>
    /// <param name="options">Limits and hooks; null for the defaults.</param>
    public GraphQLExecutor(Schema schema, ExecutorOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(schema);
        Schema = schema;
        Options = options ?? new ExecutorOptions();
        _documents = new DocumentCache(Options.CachedDocuments, Options.CachedDocumentBytes);
    }

    /// <summary>The schema that requests run against.</summary>
    public Schema Schema { get; }

    /// <summary>Limits and hooks.</summary>
    public ExecutorOptions Options { get; }

    /// <summary>
    /// Parses and validates a request without running it, so that a server can look at the operation first, for instance to refuse a
    /// mutation over GET.
    /// </summary>
    /// <param name="request">The document, and which operation of it to run.</param>
    public PreparedRequest Prepare(GraphQLRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var document = _documents.Find(request.Query);
        if (document is null)
        {
            document = DocumentPreparation.Prepare(Schema, request.Query, Options, out var errors);
            if (document is null)
                return new PreparedRequest(request, null, Worded(errors));
            _documents.Add(request.Query, document);
        }

        var operation = document.FindOperation(request.OperationName, out var error);
        return new PreparedRequest(request, operation, error is null ? [] : Worded([error]));
    }

    /// <summary>Parses, validates and runs a request.</summary>
    /// <param name="request">The document, and which operation of it to run.</param>
    /// <param name="context">Given to resolvers as <see cref="FieldContext.Request"/>, such as the caller's identity and services.</param>
    /// <param name="cancellationToken">Ends the execution with an <see cref="OperationCanceledException"/>.</param>
    /// <returns>The answer. It contains all errors, including those of a request that was refused.</returns>
    public ValueTask<ExecutionResult> ExecuteAsync(
        GraphQLRequest request, object? context = null, CancellationToken cancellationToken = default) =>
        ExecuteAsync(Prepare(request), context, cancellationToken);

    /// <summary>Runs a prepared request.</summary>
    /// <param name="prepared">The request. If it has errors, they are the answer.</param>
    /// <param name="context">Given to resolvers as <see cref="FieldContext.Request"/>, such as the caller's identity and services.</param>
    /// <param name="cancellationToken">Ends the execution with an <see cref="OperationCanceledException"/>.</param>
    /// <returns>The answer. It contains all errors, including those of a request that was refused.</returns>
    public ValueTask<ExecutionResult> ExecuteAsync(
        PreparedRequest prepared, object? context = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(prepared);
        cancellationToken.ThrowIfCancellationRequested();
        if (!prepared.IsValid)
            return new ValueTask<ExecutionResult>(new ExecutionResult(prepared.Errors));
        var operation = prepared.Operation;
        var variables = CoerceVariables(prepared, out var errors);
        if (variables is null)
            return new ValueTask<ExecutionResult>(new ExecutionResult(errors));
        var plan = PlanOf(operation, variables);
        return new OperationExecution(this, plan, context, cancellationToken).RunAsync();
    }

    /// <summary>
    /// Scalars and input conversions are code of the schema's author, so any exception of theirs is answered as that of a resolver is.
    /// </summary>
    private VariableValues? CoerceVariables(PreparedRequest prepared, out ImmutableArray<GraphQLError> errors)
    {
        try
        {
            return VariableCoercion.Coerce(Schema, prepared.Operation!.Node, prepared.Request.Variables, Options, out errors);
        }
        catch (Exception exception)
        {
            var masked = new GraphQLError("Internal error", ErrorCodes.Internal);
            Options.OnUnhandled?.Invoke(exception, masked);
            errors = [masked];
            return null;
        }
    }

    private ImmutableArray<GraphQLError> Worded(ImmutableArray<GraphQLError> errors) =>
        Options.Wording == ErrorWording.GraphQLJs
            ? errors
            : ImmutableArray.CreateRange(errors, error => error with { Message = Options.Wording.Of(error.Message) });

    private static OperationPlan PlanOf(PreparedOperation operation, VariableValues variables)
    {
        if (operation.Node.Variables.Length > 0)
            return new OperationPlan(operation, variables);
        return operation.ConstantPlan ??= new OperationPlan(operation, variables);
    }
}
