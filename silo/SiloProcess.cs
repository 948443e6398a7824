using Microsoft.AspNetCore.Connections;
using MoCluster.Silo.Configuration;
using MoCluster.Silo.Configuration.Sections;
using MoCluster.Silo.Diagnostics;
using MoCluster.Silo.Hosting;
using MoCluster.Silo.Storage;

namespace MoCluster.Silo;

/// <summary>Runs the process: reads the command line and the settings, runs the host until it stops, and says in a sentence what went wrong.</summary>
internal static class SiloProcess
{
    /// <summary>Runs the process until it ends.</summary>
    /// <param name="arguments">The command line.</param>
    /// <param name="build">Builds the host.</param>
    /// <param name="output">Receives the one line that says that the process is ready, and where.</param>
    /// <param name="errors">Receives the sentence that says why the process could not start.</param>
    /// <returns>The exit code: 0 for a clean end.</returns>
    public static async Task<int> RunAsync(
        string[] arguments, Func<WebApplicationBuilder, Settings, WebApplication> build, TextWriter output, TextWriter errors)
    {
        var what = "start";
        try
        {
            var commandLine = CommandLine.Parse(arguments);
            what = DatabaseVerbs.Describe(commandLine.Verb);
            if (commandLine.Help)
            {
                await output.WriteAsync(SettingsHelp.Text);
                return 0;
            }

            var builder = CreateBuilder(commandLine);
            var settings = Settings.Read(builder.Configuration, commandLine);
            if (commandLine.Verb != Verb.Up)
            {
                foreach (var renamed in settings.Renamed)
                    await errors.WriteLineAsync($"{renamed.Notice}.");
                return await DatabaseVerbs.RunAsync(commandLine, settings, output, errors) ? 0 : ProcessEnd.Failed;
            }

            return await RunAsync(Build(builder, settings, build), settings, output);
        }
        catch (ConfigurationException wrong)
        {
            foreach (var problem in wrong.Problems)
                await errors.WriteLineAsync($"MoCluster cannot {what}: {problem}");
            return ProcessEnd.Misconfigured;
        }
        catch (StartException failed)
        {
            await errors.WriteLineAsync($"MoCluster cannot {what}: {failed.Message}");
            return ProcessEnd.Failed;
        }
    }

    /// <summary>Makes the builder of the application, with all sources of configuration.</summary>
    /// <param name="commandLine">The command line, which is the last of the sources.</param>
    public static WebApplicationBuilder CreateBuilder(CommandLine commandLine)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ApplicationName = "MoCluster.Silo" });
        builder.Configuration.AddInMemoryCollection(commandLine.Values);
        return builder;
    }

    private static WebApplication Build(
        WebApplicationBuilder builder, Settings settings, Func<WebApplicationBuilder, Settings, WebApplication> build)
    {
        try
        {
            return build(builder, settings);
        }
        catch (Exception failed) when (failed is not (StartException or ConfigurationException))
        {
            throw new StartException(failed.Message, failed);
        }
    }

    private static async Task<int> RunAsync(WebApplication app, Settings settings, TextWriter output)
    {
        var end = app.Services.GetRequiredService<ProcessEnd>();
        await using (app)
            await ServeAsync(app, settings, output);
        return end.ExitCode;
    }

    private static async Task ServeAsync(WebApplication app, Settings settings, TextWriter output)
    {
        var log = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("MoCluster.Silo");
        foreach (var renamed in settings.Renamed)
            log.SettingRenamed(renamed.Notice);
        var started = TimeProvider.System.GetTimestamp();
        using var stopping = app.Lifetime.ApplicationStopping.Register(log.Stopping);
        if (await StartAsync(app, settings, log))
        {
            log.Ready(settings.Get<StoreOptions>().Kind.ToString(), TimeProvider.System.GetElapsedTime(started));
            await output.WriteLineAsync($"MoCluster is ready: {app.Urls.First()}/graphql (store {settings.Describe()})");
            await output.FlushAsync();
            await app.WaitForShutdownAsync();
        }

        log.Stopped(TimeProvider.System.GetElapsedTime(started));
    }

    /// <summary>Starts the host. Returns false if the process was asked to stop before it served.</summary>
    private static async Task<bool> StartAsync(WebApplication app, Settings settings, ILogger log)
    {
        try
        {
            await app.StartAsync();
            app.Services.GetRequiredService<StartPhase>().End();
            return true;
        }
        catch (Exception cancelled) when (app.Lifetime.ApplicationStopping.IsCancellationRequested && Parts(cancelled).All(IsCancellation))
        {
            return false;
        }
        catch (Exception failed)
        {
            throw Explain(failed, settings, log);
        }
    }

    /// <summary>Finds the cause of a failed start. The web server and the silo start at the same time, so the failure of one may make the other fail too.</summary>
    private static StartException Explain(Exception failed, Settings settings, ILogger log)
    {
        var failures = Parts(failed);
        if (failures.OfType<StartException>().FirstOrDefault() is { } explained)
            return explained;
        if (failures.OfType<AddressInUseException>().FirstOrDefault() is { } taken)
        {
            var cluster = settings.Get<ClusterSettings>();
            return new StartException(
                $"the port {cluster.Port} of {cluster.Address}, at which other silos reach this one, is taken by another process. Stop "
                + "that process, or set another Cluster:Port; 0 takes a free port.",
                taken);
        }

        log.StartFailed(failed);
        return new StartException($"{(failures.FirstOrDefault(failure => !IsCancellation(failure)) ?? failed).Message} (Logging:LogLevel:MoCluster=Debug shows where)", failed);
    }

    private static Exception[] Parts(Exception failed) => failed is AggregateException many ? [.. many.Flatten().InnerExceptions] : [failed];

    private static bool IsCancellation(Exception failed) => failed is OperationCanceledException or OrleansLifecycleCanceledException;
}
