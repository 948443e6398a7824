using Microsoft.Extensions.Logging.Console;

namespace MoCluster.Silo.Diagnostics;

/// <summary>Sets up the log: one line for each entry on stderr. stdout holds only the line that says that the process is ready.</summary>
internal static class Logging
{
    private const string Kestrel = "Microsoft.AspNetCore.Server.Kestrel";

    /// <summary>Sets up the log. <c>Logging:LogLevel</c> of the configuration overrides the levels that are set here.</summary>
    /// <param name="logging">The builder of the log.</param>
    public static void AddLines(this ILoggingBuilder logging)
    {
        var start = new StartPhase();
        logging.Services.AddSingleton(start);
        logging.ClearProviders();
        logging.AddConsole().AddConsoleFormatter<LineFormatter, ConsoleFormatterOptions>();
        logging.Services.AddOptions<ConsoleLoggerOptions>().Configure<IConfiguration>((options, configuration) =>
        {
            options.LogToStandardErrorThreshold = LogLevel.Trace;
            options.FormatterName = configuration["Logging:Console:FormatterName"] ?? LineFormatter.FormatterName;
        });
        logging.Services.Configure<LoggerFilterOptions>(filters =>
        {
            // Inserted before the rules of the configuration, so that those override these.
            LoggerFilterRule[] rules =
            [
                new(null, null, LogLevel.Information, null),
                new(null, "Microsoft", LogLevel.Warning, null),
                new(null, "Orleans", LogLevel.Warning, null),
                new(null, "Npgsql", LogLevel.Warning, null),

                // IHttpClientFactory logs each request four times.
                new(null, "System.Net.Http.HttpClient", LogLevel.Warning, null),

                // Orleans uses Polly for placements, and Polly logs each attempt twice. A placement that fails in the end is reported to the caller.
                new(null, "Polly", LogLevel.None, null),

                // At every start these two warn about the chosen garbage collector, and about a pause that did not happen.
                AfterStart("Orleans.Runtime.Silo"),
                new(null, "Orleans.Runtime.Watchdog", LogLevel.Error, null),

                // DeadSilos logs once that a silo was declared dead. Without these rules every failed probe and connection before that would be
                // a line, and so would every call that cannot be sent there, although its caller gets an error anyway.
                new(null, "Orleans.Runtime.MembershipService.SiloHealthMonitor", LogLevel.Error, null),
                new(null, "Orleans.Runtime.MembershipService.MembershipSystemTarget", LogLevel.Error, null),
                new(null, "Orleans.Runtime.Messaging", LogLevel.Error, null),
                new(null, "Orleans.Messaging", LogLevel.Critical, null),
                new(null, "Orleans.Runtime.GrainCallCancellationManager", LogLevel.Critical, null),

                // The senders of doorbells log once that some were lost with a silo, and listeners read those events from the log. The callers
                // of grains get an error for calls that end with a silo.
                new(null, "Orleans.Streams", LogLevel.None, null),
                new(null, "Orleans.Providers", LogLevel.None, null),
                new(null, "Microsoft.Extensions.Logging.ILogger", LogLevel.None, null),
                new(null, "Orleans.Runtime.CallbackData", LogLevel.Error, null),

                // A readiness check that fails during the start is no failure; the answer to the probe says so already.
                new(null, "Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.None, null),

                AfterStart("Orleans.Runtime.SiloLifecycleSubject"),
                AfterStart("Microsoft.Extensions.Hosting.Internal.Host"),
                new(null, Kestrel, LogLevel.Warning, (_, category, _) => category != Kestrel),
            ];
            for (var place = 0; place < rules.Length; place++)
                filters.Rules.Insert(place, rules[place]);
        });

        // The process itself reports a failed start in one sentence; these categories would report it again, with stack traces.
        LoggerFilterRule AfterStart(string category) => new(null, category, LogLevel.Error, (_, _, _) => start.IsOver);
    }
}
