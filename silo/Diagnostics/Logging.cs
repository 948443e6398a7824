using Microsoft.Extensions.Logging.Console;

namespace MoCluster.Silo.Diagnostics;

/// <summary>The log: lines on stderr, for stdout holds nothing but the line that says where the process is ready.</summary>
internal static class Logging
{
    private const string Kestrel = "Microsoft.AspNetCore.Server.Kestrel";

    /// <summary>Sets it up. <c>Logging:LogLevel</c> of the configuration wins over the levels here.</summary>
    /// <param name="logging">The log.</param>
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
            // Before what the configuration says, so that it has the last word.
            LoggerFilterRule[] rules =
            [
                new(null, null, LogLevel.Information, null),
                new(null, "Microsoft", LogLevel.Warning, null),
                new(null, "Orleans", LogLevel.Warning, null),
                new(null, "Npgsql", LogLevel.Warning, null),

                // Orleans tries placements by it, and it logs each attempt twice. A placement that fails in the end is reported to the caller.
                new(null, "Polly", LogLevel.None, null),

                // At every start these two warn of the garbage collector that was chosen, and of a pause that was none.
                AfterStart("Orleans.Runtime.Silo"),
                new(null, "Orleans.Runtime.Watchdog", LogLevel.Error, null),

                // That a silo does not answer is told once, when it is given up: by DeadSilos. Each probe and connection that fails before then
                // would be a line, and so would each call that cannot be sent there, which its caller hears of.
                new(null, "Orleans.Runtime.MembershipService.SiloHealthMonitor", LogLevel.Error, null),
                new(null, "Orleans.Runtime.MembershipService.MembershipSystemTarget", LogLevel.Error, null),
                new(null, "Orleans.Runtime.Messaging", LogLevel.Error, null),
                new(null, "Orleans.Messaging", LogLevel.Critical, null),
                new(null, "Orleans.Runtime.GrainCallCancellationManager", LogLevel.Critical, null),

                // What is lost of the doorbells when a silo ends is told once by those who rang, and made up for from the log; the calls
                // that end with it are answered to their callers.
                new(null, "Orleans.Streams", LogLevel.None, null),
                new(null, "Orleans.Providers", LogLevel.None, null),
                new(null, "Microsoft.Extensions.Logging.ILogger", LogLevel.None, null),
                new(null, "Orleans.Runtime.CallbackData", LogLevel.Error, null),

                // That the process is not ready yet is no failure, and its answer to whoever asks.
                new(null, "Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.None, null),

                AfterStart("Orleans.Runtime.SiloLifecycleSubject"),
                AfterStart("Microsoft.Extensions.Hosting.Internal.Host"),
                new(null, Kestrel, LogLevel.Warning, (_, category, _) => category != Kestrel),
            ];
            for (var place = 0; place < rules.Length; place++)
                filters.Rules.Insert(place, rules[place]);
        });

        // A start that fails is told in one sentence by the process itself; these would tell it again, with stack traces.
        LoggerFilterRule AfterStart(string category) => new(null, category, LogLevel.Error, (_, _, _) => start.IsOver);
    }
}
