using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using MoCluster.GrainInterfaces.Catalogue;
using MoCluster.GraphQL;
using MoCluster.GraphQL.Types;
using MoCluster.Silo.Api.GraphQL;
using MoCluster.Silo.Api.Http;
using MoCluster.Silo.Api.Http.V1;
using MoCluster.Silo.Configuration;
using MoCluster.Silo.Diagnostics;
using MoCluster.Silo.Engines;
using MoCluster.Silo.Metrics;
using MoCluster.Silo.Security;
using MoCluster.Silo.Telemetry;

namespace MoCluster.Silo.Process;

/// <summary>
/// The life of the process: read the settings, bind the port, open the store, start the engine, say so, serve, and stop in the
/// opposite order.
/// </summary>
internal static class SiloProcess
{
    private const int Failed = 1;
    private const int Misconfigured = 2;

    /// <summary>Runs it to its end.</summary>
    /// <param name="arguments">The command line.</param>
    /// <param name="output">Gets the one line that says where it is ready.</param>
    /// <param name="errors">Gets the sentence that says why it could not start, or had to stop.</param>
    /// <returns>The exit code: 0 for a clean end.</returns>
    public static async Task<int> RunAsync(string[] arguments, TextWriter output, TextWriter errors)
    {
        var what = "start";
        try
        {
            var commandLine = CommandLine.Parse(arguments);
            what = commandLine.Verb switch { Verb.Migrate => "migrate", Verb.Restored => "end the restore", _ => "start" };
            if (commandLine.Help)
            {
                await output.WriteAsync(SettingsTable.ToMarkdown());
                return 0;
            }

            var builder = CreateBuilder(commandLine, out var settings);
            if (commandLine.Verb != Verb.Up)
            {
                await DatabaseVerbs.RunAsync(commandLine.Verb, settings, output);
                return 0;
            }

            using var metrics = new MetricsEndpoint(settings.Metrics);
            await using var app = Build(builder, settings, metrics, out var readiness);
            using (readiness)
                return await RunAsync(app, settings, readiness, output);
        }
        catch (ConfigurationException wrong)
        {
            foreach (var problem in wrong.Problems)
                await errors.WriteLineAsync($"MoCluster cannot {what}: {problem}");
            return Misconfigured;
        }
        catch (StartException failed)
        {
            await errors.WriteLineAsync($"MoCluster cannot {what}: {failed.Message}");
            return Failed;
        }
    }

    private static WebApplicationBuilder CreateBuilder(CommandLine commandLine, out Settings settings)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ApplicationName = "MoCluster.Silo" });
        builder.Configuration.AddInMemoryCollection(commandLine.Values);
        settings = SettingsReader.Read(builder.Configuration, commandLine);
        return builder;
    }

    private static WebApplication Build(
        WebApplicationBuilder builder, Settings settings, MetricsEndpoint metrics, out Readiness readiness)
    {
        var (urls, http, api) = (settings.Urls, settings.Http, settings.Api);
        Logging.Configure(builder.Logging);
        builder.AddTelemetry(settings.Metrics);
        builder.Host.ConfigureHostOptions(options => options.ShutdownTimeout = StopTimes.Requests);
        builder.WebHost.UseUrls([.. urls.Values, .. HealthPort.Urls(api.HealthPort)]).ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = api.MaxBodyBytes;
            http.ApplyTo(kestrel.Limits);
        });
        if (settings.Authentication.IsConfigured)
            BearerTokens.AddTo(builder.Services, settings.Authentication);
        var app = builder.Build();
        var logs = app.Services.GetRequiredService<ILoggerFactory>();
        readiness = new Readiness();
        var executor = CreateExecutor(settings, logs);
        var graphQL = new GraphQLEndpoint(executor, readiness, api);
        HttpApi.Map(
            app, graphQL, new V1Api(readiness, api), metrics, readiness, api.HealthPort, settings.Authentication.IsConfigured,
            SchemaPrinter.Print(executor.Schema));
        return app;
    }

    private static GraphQLExecutor CreateExecutor(Settings settings, ILoggerFactory logs)
    {
        var log = logs.CreateLogger("MoCluster.GraphQL");
        return new GraphQLExecutor(
            MoSchema.Build(ObjectCatalogue.BuiltIn, settings.Api),
            settings.GraphQL.ToOptions((exception, error) => log.FieldFailed(exception, error.Path?.ToString() ?? "none")));
    }

    private static async Task<int> RunAsync(WebApplication app, Settings settings, Readiness readiness, TextWriter output)
    {
        var log = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("MoCluster.Silo");
        var time = TimeProvider.System;
        var started = time.GetTimestamp();
        var exitCode = 0;
        await BindAsync(app, settings.Urls);
        log.Bound(string.Join(", ", app.Urls));
        using var stopping = app.Lifetime.ApplicationStopping.Register(() =>
        {
            log.Stopping();
            readiness.Stop();
        });
        if (await StartNodeAsync(app, settings, OnStoreFailure) is { } node)
        {
            await using (node)
            {
                readiness.Ready(node);
                log.Ready(Engine.Name, settings.Store.Kind.ToString(), time.GetElapsedTime(started));
                await output.WriteLineAsync(
                    $"MoCluster is ready: {app.Urls.First()}/graphql (engine {Engine.Name}, store {settings.Store})");
                await output.FlushAsync();
                await app.WaitForShutdownAsync();
            }
        }

        log.Stopped(time.GetElapsedTime(started));
        return exitCode;

        void OnStoreFailure(Exception failure)
        {
            // What was not committed by now never will be here: only another process, after the disk is well, knows what became true.
            log.StoreFailed(failure, failure.Message);
            exitCode = Failed;
            app.Lifetime.StopApplication();
        }
    }

    private static async Task BindAsync(WebApplication app, ListenUrls urls)
    {
        try
        {
            await app.StartAsync();
        }
        catch (IOException taken) when (taken.InnerException is AddressInUseException)
        {
            throw new StartException(
                $"a port of {string.Join(", ", urls.Values)} is taken by another process. Stop that one, or listen elsewhere, for example "
                + "with urls=http://127.0.0.1:8081.",
                taken);
        }
        catch (SocketException refused)
        {
            throw new StartException(
                $"it may not listen on {string.Join(", ", urls.Values)} ({refused.Message}). Listen elsewhere, for example with "
                + $"urls={ListenUrls.Default}.",
                refused);
        }
    }

    /// <summary>Null when the process was asked to stop before the node ran.</summary>
    private static async Task<Node?> StartNodeAsync(WebApplication app, Settings settings, Action<Exception> onStoreFailure)
    {
        var logs = app.Services.GetRequiredService<ILoggerFactory>();
        try
        {
            return await Node.StartAsync(settings, logs, onStoreFailure, app.Lifetime.ApplicationStopping);
        }
        catch (OperationCanceledException) when (app.Lifetime.ApplicationStopping.IsCancellationRequested)
        {
            await app.WaitForShutdownAsync();
            return null;
        }
        catch (AddressInUseException taken)
        {
            await app.StopAsync();
            throw new StartException(
                $"the port {settings.Cluster.Port} of {settings.Cluster.Address}, at which other silos are to reach this one, is taken by "
                + "another process. Stop that one, or set another Cluster:Port; 0 takes a free one.",
                taken);
        }
        catch (Exception failed)
        {
            await app.StopAsync();
            if (failed is StartException)
                throw;
            logs.CreateLogger("MoCluster.Silo").StartFailed(failed);
            throw new StartException($"{failed.Message} (Logging:LogLevel:MoCluster=Debug shows where)", failed);
        }
    }

}
