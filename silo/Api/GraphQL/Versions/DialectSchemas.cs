using System.Collections.Concurrent;
using MoCluster.GrainInterfaces.Catalogue;
using MoCluster.GraphQL;
using MoCluster.GraphQL.Types.Printing;
using MoCluster.Silo.Diagnostics;
using MoCluster.Silo.Errors;

namespace MoCluster.Silo.Api.GraphQL.Versions;

/// <summary>The executors of all dialects. Each schema is built when it is first asked for, since most programs use one or two.</summary>
/// <param name="parts">The parts of the schemas.</param>
/// <param name="catalogue">The types of objects.</param>
/// <param name="limits">Limits documents and their execution.</param>
/// <param name="loggers">Gives the log of failed fields.</param>
internal sealed class DialectSchemas(
    IEnumerable<ISchemaPart> parts, ObjectCatalogue catalogue, ExecutorOptions limits, ILoggerFactory loggers)
{
    private readonly ISchemaPart[] _parts = [.. parts];
    private readonly ConcurrentDictionary<Dialect, Lazy<Served>> _served = new();

    /// <summary>The executor of a dialect.</summary>
    /// <param name="dialect">The dialect.</param>
    public GraphQLExecutor ExecutorOf(Dialect dialect) => Of(dialect).Executor;

    /// <summary>The schema of a dialect as text.</summary>
    /// <param name="dialect">The dialect.</param>
    public string SdlOf(Dialect dialect) => Of(dialect).Sdl.Value;

    private Served Of(Dialect dialect) => _served.GetOrAdd(dialect, wanted => new Lazy<Served>(() => Build(wanted))).Value;

    private Served Build(Dialect dialect)
    {
        var log = loggers.CreateLogger("MoCluster.GraphQL");
        var executor = new GraphQLExecutor(
            MoSchema.Build(_parts, catalogue, dialect),
            limits with
            {
                Wording = dialect.IsOwn ? ErrorWording.GraphQLJs : ErrorWording.GraphQLCore,
                OnUnhandled = (exception, error) => log.FieldFailed(exception, error.Path?.ToString() ?? "none"),
                Reword = dialect.IsOwn ? null : ErrorKeys.Reword,
            });
        return new Served(executor, new Lazy<string>(() => SchemaPrinter.Print(executor.Schema)));
    }

    private sealed record Served(GraphQLExecutor Executor, Lazy<string> Sdl);
}
