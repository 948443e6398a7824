using System.Reflection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using MoCluster.GraphQL.Types;
using MoCluster.GraphQL.Types.Building;
using MoCluster.Silo.Api.GraphQL.Versions;
using MoCluster.Silo.Application;

namespace MoCluster.Silo.Api.GraphQL.Process;

/// <summary>What the process tells of itself under OS2mo's names: its version, its health and the files of its file stores (docs/os2mo.md §10.5).</summary>
/// <param name="checks">The health checks of the process; null in a schema that is only read.</param>
/// <param name="files">The file stores.</param>
internal sealed class ProcessQueries(FileStores files, HealthCheckService? checks = null) : ISchemaPart
{
    /// <summary>The version of the program, with the commit of its source behind a plus sign where that is known.</summary>
    internal static readonly string Version =
        typeof(ProcessQueries).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    /// <inheritdoc />
    public void AddTo(SchemaBuilder schema, Dialect dialect)
    {
        var query = schema.Object("Query");
        AddVersion(schema, query);
        AddHealths(schema, query);
        AddFiles(schema, query);
    }

    private static void AddVersion(SchemaBuilder schema, ObjectTypeBuilder query)
    {
        query.Field("version", "Version!", "The version of the server.").Resolve(_ => Version);
        var type = schema.Object("Version", "The version of the server.");
        type.Field("mo_version", "String", "The version of MoCluster.").Resolve<string>(version => version.Split('+')[0]);
        type.Field("mo_hash", "String", "The commit of its source; null if it is not known.")
            .Resolve<string>(version => version.Split('+') is [_, var hash, ..] ? hash : null);
        type.Field("lora_version", "String", "The version of MoCluster.").Deprecated("There is no LoRa; use `mo_version` instead.")
            .Resolve<string>(version => version.Split('+')[0]);
    }

    private void AddHealths(SchemaBuilder schema, ObjectTypeBuilder query)
    {
        schema.Input("HealthFilter", "Selects health checks.").Field("identifiers", "[String!]", "Those with one of these names.", "null");
        var type = schema.Object("Health", "A health check of this silo.");
        type.Field("identifier", "String!", "Its name.").Resolve<KeyValuePair<string, HealthReportEntry>>(check => check.Key);
        type.Field("status", "Boolean", "Whether it finds the silo healthy.")
            .Resolve<KeyValuePair<string, HealthReportEntry>>(check => check.Value.Status == HealthStatus.Healthy);
        Paging.AddPageType(schema, "HealthPaged", "Health", "health checks");
        AddPage(query.Field("healths", "HealthPaged!", "The health checks of this silo. All are on one page.").Argument("filter", "HealthFilter", "Selects among them.", "null"))
            .ResolveAsync(async context =>
            {
                var report = await checks!.CheckHealthAsync(context.CancellationToken);
                var names = context.Argument<InputObject>("filter")?.GetList<string>("identifiers");
                var found = report.Entries.Where(check => names is null || names.Contains(check.Key)).OrderBy(check => check.Key, StringComparer.Ordinal);
                return new Page([.. found.Cast<object>()], null);
            });
    }

    private void AddFiles(SchemaBuilder schema, ObjectTypeBuilder query)
    {
        var stores = schema.Enum("FileStore", "Where files are kept.");
        foreach (var name in FileStores.Names)
            stores.Value(name, $"The folder `{name.ToLowerInvariant()}`.");
        schema.Input("FileFilter", "Selects files.")
            .Field("file_store", "FileStore!", "Those of this store.")
            .Field("file_names", "[String!]", "Those with one of these names.", "null")
            .Field("file_name_contains", "String", "Those whose names contain this.", "null");
        var type = schema.Object("File", "A file of a file store.");
        type.Field("file_store", "FileStore!", "Its store.").Resolve<StoredFile>(file => file.Store);
        type.Field("file_name", "String!", "Its name.").Resolve<StoredFile>(file => file.Name);
        type.Field("text_contents", "String!", "Its content, as text in UTF-8.")
            .ResolveAsync(context => files.ReadTextAsync(context.GetSource<StoredFile>(), context.CancellationToken));
        type.Field("base64_contents", "String!", "Its content, as base64.")
            .ResolveAsync(context => files.ReadBase64Async(context.GetSource<StoredFile>(), context.CancellationToken));
        Paging.AddPageType(schema, "FilePaged", "File", "files");
        AddPage(query.Field("files", "FilePaged!", "Files of a file store, by their names. All are on one page.").Argument("filter", "FileFilter!", "Selects them."))
            .Deprecated("Files will be read by HTTP in a later version of OS2mo.")
            .Resolve(context =>
            {
                var filter = context.Argument<InputObject>("filter")!;
                var found = files.List(filter.Get<string>("file_store")!, filter.GetList<string>("file_names"), filter.Get<string>("file_name_contains"));
                return new Page([.. found], null);
            });
    }

    /// <summary>The arguments of a page, which these short lists do not need.</summary>
    private static FieldBuilder AddPage(FieldBuilder field) => field
        .Argument("limit", "int", "Not needed: all are on one page.", "null")
        .Argument("cursor", "Cursor", "Not needed: all are on one page.", "null");
}
